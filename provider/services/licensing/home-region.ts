/** Licences of AWS Marketplace live here, and so must their grants, wherever the models are called. */
export const HOME_REGION = "us-east-1";

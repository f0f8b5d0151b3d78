/** The entry of this package that the host loads. */
const ENTRY = "pulumi-model-access/dynamic";

/**
 * The code that Pulumi's dynamic host runs for a resource of that type. It is stored in every state and compared with
 * it on every run, so it is a wire format: its bytes never change, and it only finds the installed package, which does
 * the rest.
 *
 * It looks upwards from the program's folder, and there also where pnpm hides what is only a dependency's dependency.
 */
export function providerText(type: string): string {
  return (
    `exports.handler=()=>{const{dirname,join}=require("path"),paths=[];` +
    `for(let d=process.cwd();;d=dirname(d)){paths.push(d,join(d,"node_modules/.pnpm"));if(d===dirname(d))break}` +
    `let file;try{file=require.resolve("${ENTRY}",{paths})}catch{` +
    `throw Object.assign(new Error("the package pulumi-model-access is not installed here: ` +
    `npm install pulumi-model-access (it is needed to change, refresh or destroy a ${type})"),{stack:""})}` +
    `return require(file).load("${type}")}`
  );
}

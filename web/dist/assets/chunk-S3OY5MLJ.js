var a=r=>e=>{var n=r[e];if(n)return n();throw new Error("Module not found in bundle: "+e)};var d=["en","ru"];export{a,d as b};

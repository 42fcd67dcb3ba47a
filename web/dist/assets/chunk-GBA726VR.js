var s=n=>e=>{var d=n[e];if(d)return d();throw new Error("Module not found in bundle: "+e)};var b=["de","en","es","ru"];export{s as a,b};

import{a as jn,b as w}from"./chunk-GBA726VR.js";var qt=globalThis,Rn=e=>e,Qe=qt.trustedTypes,Un=Qe?Qe.createPolicy("lit-html",{createHTML:e=>e}):void 0,jt="$lit$",B=`lit$${Math.random().toFixed(9).slice(2)}$`,Rt="?"+B,li=`<${Rt}>`,Z=document,Se=()=>Z.createComment(""),Le=e=>e===null||typeof e!="object"&&typeof e!="function",Ut=Array.isArray,Yn=e=>Ut(e)||typeof e?.[Symbol.iterator]=="function",Vt=`[ 	
\f\r]`,Oe=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Fn=/-->/g,Gn=/>/g,X=RegExp(`>|${Vt}(?:([^\\s"'>=/]+)(${Vt}*=${Vt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Kn=/'/g,Wn=/"/g,Xn=/^(?:script|style|textarea|title)$/i,Ft=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),d=Ft(1),ja=Ft(2),Ra=Ft(3),ee=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),Jn=new WeakMap,Q=Z.createTreeWalker(Z,129);function Qn(e,t){if(!Ut(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return Un!==void 0?Un.createHTML(t):t}var Zn=(e,t)=>{let n=e.length-1,o=[],s,i=t===2?"<svg>":t===3?"<math>":"",r=Oe;for(let c=0;c<n;c++){let u=e[c],m,h,f=-1,$=0;for(;$<u.length&&(r.lastIndex=$,h=r.exec(u),h!==null);)$=r.lastIndex,r===Oe?h[1]==="!--"?r=Fn:h[1]!==void 0?r=Gn:h[2]!==void 0?(Xn.test(h[2])&&(s=RegExp("</"+h[2],"g")),r=X):h[3]!==void 0&&(r=X):r===X?h[0]===">"?(r=s??Oe,f=-1):h[1]===void 0?f=-2:(f=r.lastIndex-h[2].length,m=h[1],r=h[3]===void 0?X:h[3]==='"'?Wn:Kn):r===Wn||r===Kn?r=X:r===Fn||r===Gn?r=Oe:(r=X,s=void 0);let b=r===X&&e[c+1].startsWith("/>")?" ":"";i+=r===Oe?u+li:f>=0?(o.push(m),u.slice(0,f)+jt+u.slice(f)+B+b):u+B+(f===-2?c:b)}return[Qn(e,i+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),o]},Ce=class e{constructor({strings:t,_$litType$:n},o){let s;this.parts=[];let i=0,r=0,c=t.length-1,u=this.parts,[m,h]=Zn(t,n);if(this.el=e.createElement(m,o),Q.currentNode=this.el.content,n===2||n===3){let f=this.el.content.firstChild;f.replaceWith(...f.childNodes)}for(;(s=Q.nextNode())!==null&&u.length<c;){if(s.nodeType===1){if(s.hasAttributes())for(let f of s.getAttributeNames())if(f.endsWith(jt)){let $=h[r++],b=s.getAttribute(f).split(B),y=/([.?@])?(.*)/.exec($);u.push({type:1,index:i,name:y[2],strings:b,ctor:y[1]==="."?et:y[1]==="?"?tt:y[1]==="@"?nt:ne}),s.removeAttribute(f)}else f.startsWith(B)&&(u.push({type:6,index:i}),s.removeAttribute(f));if(Xn.test(s.tagName)){let f=s.textContent.split(B),$=f.length-1;if($>0){s.textContent=Qe?Qe.emptyScript:"";for(let b=0;b<$;b++)s.append(f[b],Se()),Q.nextNode(),u.push({type:2,index:++i});s.append(f[$],Se())}}}else if(s.nodeType===8)if(s.data===Rt)u.push({type:2,index:i});else{let f=-1;for(;(f=s.data.indexOf(B,f+1))!==-1;)u.push({type:7,index:i}),f+=B.length-1}i++}}static createElement(t,n){let o=Z.createElement("template");return o.innerHTML=t,o}};function te(e,t,n=e,o){if(t===ee)return t;let s=o!==void 0?n._$Co?.[o]:n._$Cl,i=Le(t)?void 0:t._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(e),s._$AT(e,n,o)),o!==void 0?(n._$Co??=[])[o]=s:n._$Cl=s),s!==void 0&&(t=te(e,s._$AS(e,t.values),s,o)),t}var Ze=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:o}=this._$AD,s=(t?.creationScope??Z).importNode(n,!0);Q.currentNode=s;let i=Q.nextNode(),r=0,c=0,u=o[0];for(;u!==void 0;){if(r===u.index){let m;u.type===2?m=new le(i,i.nextSibling,this,t):u.type===1?m=new u.ctor(i,u.name,u.strings,this,t):u.type===6&&(m=new ot(i,this,t)),this._$AV.push(m),u=o[++c]}r!==u?.index&&(i=Q.nextNode(),r++)}return Q.currentNode=Z,s}p(t){let n=0;for(let o of this._$AV)o!==void 0&&(o.strings!==void 0?(o._$AI(t,o,n),n+=o.strings.length-2):o._$AI(t[n])),n++}},le=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,o,s){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=o,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=te(this,t,n),Le(t)?t===p||t==null||t===""?(this._$AH!==p&&this._$AR(),this._$AH=p):t!==this._$AH&&t!==ee&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Yn(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==p&&Le(this._$AH)?this._$AA.nextSibling.data=t:this.T(Z.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:o}=t,s=typeof o=="number"?this._$AC(t):(o.el===void 0&&(o.el=Ce.createElement(Qn(o.h,o.h[0]),this.options)),o);if(this._$AH?._$AD===s)this._$AH.p(n);else{let i=new Ze(s,this),r=i.u(this.options);i.p(n),this.T(r),this._$AH=i}}_$AC(t){let n=Jn.get(t.strings);return n===void 0&&Jn.set(t.strings,n=new Ce(t)),n}k(t){Ut(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,o,s=0;for(let i of t)s===n.length?n.push(o=new e(this.O(Se()),this.O(Se()),this,this.options)):o=n[s],o._$AI(i),s++;s<n.length&&(this._$AR(o&&o._$AB.nextSibling,s),n.length=s)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let o=Rn(t).nextSibling;Rn(t).remove(),t=o}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},ne=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,o,s,i){this.type=1,this._$AH=p,this._$AN=void 0,this.element=t,this.name=n,this._$AM=s,this.options=i,o.length>2||o[0]!==""||o[1]!==""?(this._$AH=Array(o.length-1).fill(new String),this.strings=o):this._$AH=p}_$AI(t,n=this,o,s){let i=this.strings,r=!1;if(i===void 0)t=te(this,t,n,0),r=!Le(t)||t!==this._$AH&&t!==ee,r&&(this._$AH=t);else{let c=t,u,m;for(t=i[0],u=0;u<i.length-1;u++)m=te(this,c[o+u],n,u),m===ee&&(m=this._$AH[u]),r||=!Le(m)||m!==this._$AH[u],m===p?t=p:t!==p&&(t+=(m??"")+i[u+1]),this._$AH[u]=m}r&&!s&&this.j(t)}j(t){t===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},et=class extends ne{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===p?void 0:t}},tt=class extends ne{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==p)}},nt=class extends ne{constructor(t,n,o,s,i){super(t,n,o,s,i),this.type=5}_$AI(t,n=this){if((t=te(this,t,n,0)??p)===ee)return;let o=this._$AH,s=t===p&&o!==p||t.capture!==o.capture||t.once!==o.once||t.passive!==o.passive,i=t!==p&&(o===p||s);s&&this.element.removeEventListener(this.name,this,o),i&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},ot=class{constructor(t,n,o){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=o}get _$AU(){return this._$AM._$AU}_$AI(t){te(this,t)}},eo={M:jt,P:B,A:Rt,C:1,L:Zn,R:Ze,D:Yn,V:te,I:le,H:ne,N:tt,U:nt,B:et,F:ot},ci=qt.litHtmlPolyfillSupport;ci?.(Ce,le),(qt.litHtmlVersions??=[]).push("3.3.3");var to=(e,t,n)=>{let o=n?.renderBefore??t,s=o._$litPart$;if(s===void 0){let i=n?.renderBefore??null;o._$litPart$=s=new le(t.insertBefore(Se(),i),i,void 0,n??{})}return s._$AI(e),s};var no="/api/v1",ui=`${no}/lobbies`,oo=5e3,di=3e4,pi=1e3,E=class extends Error{constructor(t){super(t),this.code=t}},D=class extends Error{constructor(t,n=null){super(String(t)),this.retryAfter=n}},Kt=e=>Math.min(5e3,500*2**e)*(.5+Math.random()/2),Gt=new EventTarget,st=()=>Gt.dispatchEvent(new Event("wake"));function P(e,{signal:t,wakeable:n=!0}={}){return new Promise(o=>{let s=()=>{clearTimeout(i),Gt.removeEventListener("wake",s),t?.removeEventListener("abort",s),o()},i=setTimeout(s,e);n&&Gt.addEventListener("wake",s),t?.addEventListener("abort",s),t?.aborted&&s()})}async function Ne(e,t,n={},o=oe){let{base:s=ui,token:i,body:r,key:c,headers:u,patience:m=oo,signal:h}=n,f=new AbortController,$=()=>f.abort(),b,y=v=>{clearTimeout(b),b=setTimeout($,v)};y(m),h?.addEventListener("abort",$),h?.aborted&&$();try{let v=await fetch(s+t,{method:e,headers:{...u,...i&&{Authorization:`Bearer ${i}`},...c&&{"Idempotency-Key":c},...r&&{"Content-Type":"application/json"}},body:r&&JSON.stringify(r),cache:"no-store",signal:f.signal});if(v.ok||v.status===304)return await o(v,y);throw await fi(v)}catch(v){throw v instanceof E||v instanceof D?v:new D(v)}finally{clearTimeout(b),h?.removeEventListener("abort",$),$()}}async function fi(e){let{code:t}=await oe(e);if(e.status<500&&e.status!==429)return new E(t);let n=e.headers.get("Retry-After")??"";return new D(t,/^\d+$/.test(n)?1e3*n:null)}async function oe(e){if(e.status===204)return null;if(!/[/+]json\b/.test(e.headers.get("Content-Type")??""))throw new D("not JSON");return e.json()}async function ze(e,t,n={},o=oe){let{signal:s}=n,i=mi(di),r=()=>i()&&!s?.aborted;for(let c=0;;c++)try{return await Ne(e,t,n,o)}catch(u){if(u instanceof E||!r()||(await P(u.retryAfter??Kt(c),{signal:s,wakeable:u.retryAfter===null}),!r()))throw u}}function mi(e){let t=Date.now()+e;return()=>Date.now()<t}function so(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,t=>t.toString(16).padStart(2,"0")).join("")}var io=(e,t)=>ze("POST","",{body:{host_name:e},key:t}),ro=(e,t,n)=>ze("POST",`/${e}/players`,{body:t,key:n}),ao=(e,t)=>ze("GET",`/${e}/preview`,{signal:t}),lo=()=>Ne("GET","/time",{base:no});function co(e,t,n){let o=(s,i,r,c)=>ze(s,`/${e}${i}`,{token:t,body:r,key:c,signal:n});return{look:()=>o("GET",""),settings:s=>o("PATCH","",s),confirm:(s,i)=>o("PUT","/active-player",{player_id:s,round:i}),resolve:(s,i)=>o("POST","/resolve",{action:s,round:i}),reset:s=>o("POST","/reset",{round:s}),edit:(s,i)=>o("PATCH",`/players/${s}`,i),remove:s=>o("DELETE",`/players/${s}`),undo:s=>o("POST","/undo",{event:s}),history:()=>o("GET","/history"),sheet:()=>ze("GET",`/${e}/scoresheet.csv`,{token:t,signal:n},s=>s.blob()),finish:()=>o("POST","/finish"),teams:s=>o("PUT","/teams",s),links:()=>o("GET","/links"),makeLink:(s,i)=>o("POST","/links",s,i),revokeLink:s=>o("DELETE",`/links/${s}`),close:()=>o("DELETE",""),buzz:(s,i)=>hi(()=>Ne("POST",`/${e}/buzz`,{token:t,body:{round:s}}),i)}}function hi(e,t){let n=new AbortController;return new Promise((o,s)=>{let i=r=>c=>{n.abort(),r(c)};(async()=>{for(let r=0;!n.signal.aborted;r++){if(!t())return i(s)(new D("not wanted any more"));let c=null;e().then(i(o),m=>{m instanceof E&&i(s)(m),c=m.retryAfter});let u=Math.min(oo,pi*2**r)*(.5+Math.random()/2);await P(u,{signal:n.signal}),c!==null&&await P(c,{signal:n.signal,wakeable:!1})}})()})}function Jt({kind:e,player:t,team:n,points:o}){let s=(t??n)?.name;return s===void 0?{key:gi[e]??"did.other",values:{}}:e==="resolve"||e==="score"?yi(s,o):{key:bi[e]??"did.other",values:{name:s}}}var gi={set:"did.set",reset:"reset",finish:"did.finish",teams:"did.teams"},bi={confirm:"activeTitle",rename:"did.rename",team:"did.team",kick:"did.kick"};function yi(e,t){return t?{key:t>0?"did.plus":"did.minus",values:{name:e,points:Math.abs(t)}}:{key:"did.nothing",values:{name:e}}}function uo(e,t){let n=t.last_event;if(e?.created_at!==t.created_at||!n?.undoable||n.id<=(e.last_event?.id??0))return null;let{player:o=null,points:s=0}=wi(n.kind,e,t),i=Jt({kind:n.kind,player:o,points:s});return{event:n.id,kind:n.kind,player:o?.id??null,points:s,...i}}function wi(e,t,n){if(e==="confirm")return{player:n.active_player};if(e==="kick")return{player:t.players.find(s=>!po(s,n.players))};if(e==="resolve")return{player:t.active_player,points:Wt(t.active_player,t,n)};if(e!=="score")return{};let o=[...n.players,...n.teams].find(s=>Wt(s,t,n));return{player:o,points:Wt(o,t,n)}}var po=(e,t)=>t.find(({id:n})=>n===e?.id);function Wt(e,t,n){let[o,s]=[t,n].map(({players:i,teams:r})=>po(e,[...i,...r])?.score);return(s??0)-(o??s??0)}function ce(e){return e===0?"none":e>0?"right":"wrong"}var vi=jn({"./texts/de.js":()=>import("./de-RYPMMGQC.js"),"./texts/en.js":()=>import("./en-3WFN5KYB.js"),"./texts/es.js":()=>import("./es-2KWRLKUP.js"),"./texts/ru.js":()=>import("./ru-U72JRKIX.js")});var He=w,Yt={};async function Xt(e){Yt[e]??=(await vi(`./texts/${e}.js`)).default}function fo(e){let[t,...n]=new Intl.DisplayNames(e,{type:"language"}).of(e);return t.toLocaleUpperCase(e)+n.join("")}function Qt(e=navigator.languages??[navigator.language]){return e.map(n=>n.split("-")[0].toLowerCase()).find(n=>He.includes(n))??"en"}var ki=e=>typeof e=="string"?`⁨${e}⁩`:e,mo=(e,t)=>Object.hasOwn(Yt[e],t);function ho(e,t,n={}){let o=Yt[e][t];return typeof o=="function"?o(n):o.replace(/\{(\w+)\}/g,(s,i)=>ki(n[i]))}var V={CONNECTING:"connecting",LIVE:"live",OFFLINE:"offline"},ue="panenka.preferences",it="panenka.seat.",Zt="panenka.key.",_i=1e4,xi=2500,Ai=1440*60*1e3,l={place:{page:"start",code:null},seat:null,lobby:null,connection:V.CONNECTING,pressed:null,barred:null,done:null,verdict:null,history:null,waiting:null,preview:null,links:null,link:null,clock:null,notice:null,dialog:null,copied:null,origin:null,preferences:{language:Qt(),sound:!0,vibration:!0,awake:!0}},$o=["pressed","barred","done","verdict","notice","preview","links","link","dialog"],go=[];function bo(e){go.push(e)}function g(e){let t={...l};Object.assign(l,e);for(let n of go)n(t)}function pe(e){let t=l.lobby;if(e.code!==l.place.code||e.you.role!==l.place.page||t?.created_at===e.created_at&&t.version>e.version)return;let n=l.pressed?.round===e.round&&e.you.position===null,o=uo(t,e);g({lobby:e,pressed:n?l.pressed:null,barred:Ti(e),done:Ei(o,e),verdict:Oi(o,e)})}function Ti({settings:e,you:t}){let n=t.barred_until;if(n===null)return null;if(n===l.barred?.until)return l.barred;let o={until:n,isOver:!1};return setTimeout(()=>l.barred===o&&g({barred:{until:n,isOver:!0}}),e.false_start_ms),o}function Ei(e,{last_event:t,you:n}){return n.role!=="host"?null:e===null?l.done?.event===t?.id?l.done:null:(setTimeout(()=>l.done===e&&g({done:null}),_i),e)}function Oi(e,{last_event:t,you:n}){let o=n.role!=="player"||e?.player===n.id;return e?.kind!=="resolve"||!o?l.verdict?.event===t?.id?l.verdict:null:(setTimeout(()=>l.verdict===e&&g({verdict:null}),xi),e)}function fe(e){let t={...l.preferences,...e};return Be(ue,t),yo(t)}async function yo(e){await Xt(e.language).then(()=>g({preferences:e}),()=>null)}var en=({page:e,code:t})=>`${it}${e}.${t}`;function tn(e){return e.code===null?null:Me(en(e))}function rt(e,t){Be(en(e),{...t,taken:Date.now()})}function Ie(e){Be(en(e),null)}function nn(){return Si().filter(e=>e.startsWith(it)).map(e=>{let[t,n]=e.slice(it.length).split(".");return{page:t,code:n,...Me(e)}}).sort((e,t)=>t.taken-e.taken)}function wo(e,t){let n=Me(Zt+e)??t();return Be(Zt+e,n),n}function on(e){Be(Zt+e,null)}async function vo(){Object.assign(l.preferences,Me(ue)),He.includes(l.preferences.language)||(l.preferences.language=Qt());for(let{page:e,code:t,taken:n}of nn())Date.now()-n<Ai||Ie({page:e,code:t});addEventListener("storage",({key:e})=>{e===ue?yo({...l.preferences,...Me(ue)}):(e===null||e.startsWith(it))&&g({seat:tn(l.place)})}),await Xt(l.preferences.language)}var ko=(()=>{try{return localStorage.setItem(ue,localStorage.getItem(ue)??"null"),!0}catch{return!1}})(),de=new Map;function Me(e){try{return JSON.parse(localStorage.getItem(e)??de.get(e)??"null")}catch{return JSON.parse(de.get(e)??"null")}}function Be(e,t){let n=JSON.stringify(t);try{t===null?localStorage.removeItem(e):localStorage.setItem(e,n),de.delete(e)}catch{de.set(e,n)}}function Si(){try{return[...Object.keys(localStorage),...de.keys()]}catch{return[...de.keys()]}}var Li=4,Ci=150,zi=10*6e4,at=null;async function _o(){let e=at={};for(;at===e;){let t=await Ni(()=>at===e);t!==null&&at===e&&g({clock:t.offset}),await P(t===null?5e3:zi)}}async function Ni(e){let t=null;for(let n=0;n<Li&&e();n++){let o=performance.now(),s=await lo().catch(()=>null),i=performance.now()-o;s!==null&&!(i>=t?.trip)&&(t={offset:Date.parse(s.time)-o-i/2,trip:i}),await P(Ci)}return t}var xo=e=>l.clock===null?null:Date.parse(e)-performance.now()-l.clock;var To=()=>l.lobby?.deadline?xo(l.lobby.deadline):null;function Eo(){let e=To();if(e===null)return null;let{phase:t,settings:n}=l.lobby,o=1e3*(t==="answering"?n.answer_seconds:n.buzz_seconds);return{seconds:Math.max(0,Math.ceil(e/1e3)),share:Math.min(1,Math.max(0,e/o))}}var Ao;function Oo(e){clearTimeout(Ao);let t=To();t!==null&&t>0&&(Ao=setTimeout(e,t%1e3+5))}function lt({lobby:e,pressed:t}){return e.you.position??(t?.round===e.round?t.position:null)}var So=({barred:e})=>e!==null&&!e.isOver,De=e=>e.lobby.you.can_buzz&&!So(e);function se(e){let{lobby:t,pressed:n,connection:o}=e,s=o==="offline";if(t===null)return s?O("offline","offline","offlineHint"):O("waiting","connecting","connectingHint");let{active_player:i,phase:r,you:c}=t;if(r==="finished")return O("finished","finished","finishedHint");if(i?.id===c.id)return O("answering","answering",i.out_of_time?"yourTimeIsOver":"answeringHint");if(Hi(t))return O("out","out","outHint");let u=lt(e);if(i&&u!==null)return O("placed",i.out_of_time?"timeIsOver":"othersAnswer","place",{name:i.name,position:u});if(u===1)return O("first","place","placeWaitHint",{position:u});if(u!==null){let m=Lo(t)?.delta_ms;return O("placed","place",m===void 0?"placeWaitHint":"placeHint",{position:u,milliseconds:m})}if(n)return O("sent","sent",s?"sentOffline":"sentHint");if(s)return{...O("offline","offline","offlineHint"),pressable:De(e)};if(i){let m=i.out_of_time?"timeIsOver":"othersAnswer";return{...O("locked","locked",m,{name:i.name}),pressable:De(e)}}return So(e)?O("barred","tooEarly","tooEarlyHint"):t.locked?{...O("locked","locked","lockedHint"),pressable:Mi(t)}:{...O("ready","ready","readyHint"),pressable:!0}}var O=(e,t,n,o={})=>({kind:e,key:t,hint:n,values:o,pressable:!1}),Lo=({buzz_queue:e,you:t})=>e.find(n=>n.id===t.id);function Hi(e){let{buzz_open:t,you:n}=e;return Lo(e)?.state==="wrong"||t&&n.position===null&&!n.can_buzz}var Mi=({settings:e,you:t})=>e.false_start_ms>0&&t.barred_until===null;var Ii={right:"right",wrong:"wrong",none:null};function Co(e,t){let[n,o]=[e.lobby,t.lobby];if(!n||!o||n.code!==o.code)return null;if(t.verdict!==null&&e.verdict?.event!==t.verdict.event)return Ii[ce(t.verdict.points)];if(o.active_player?.out_of_time&&!n.active_player?.out_of_time)return"timeOut";if(o.you.role!=="player")return n.buzz_queue.length===0&&o.buzz_queue.length>0?"firstBuzz":null;if(o.active_player?.id===o.you.id&&n.active_player?.id!==o.you.id)return"answering";let i=lt(t);return i!==null&&lt(e)===null?i===1?"first":"placed":t.pressed&&!e.pressed?"pressed":De(t)&&(o.round>n.round||!De(e))?"opened":null}var No="vibrate"in navigator,ct="wakeLock"in navigator,G=null,me=null,sn=!1;function Ho(){let e=()=>{G??=new AudioContext,G.state!=="running"&&G.resume().catch(()=>null)};for(let t of["pointerdown","keydown"])addEventListener(t,e,{passive:!0});document.addEventListener("visibilitychange",Io)}function Pe(...e){if(!(!l.preferences.sound||G?.state!=="running"))for(let[t,n]of e){let[o,s]=[G.createOscillator(),G.createGain()],i=G.currentTime+n;o.type="triangle",o.frequency.value=t,s.gain.setValueAtTime(1e-4,i),s.gain.exponentialRampToValueAtTime(.3,i+.01),s.gain.exponentialRampToValueAtTime(1e-4,i+.35),o.connect(s).connect(G.destination),o.start(i),o.stop(i+.4)}}function q(...e){l.preferences.vibration&&No&&navigator.vibrate(e)}var Bi={buzz:[[880,0],[660,.12]],right:[[523,0],[659,.1],[784,.2],[1047,.3]],wrong:[[196,0],[156,.18]],time:[[440,0],[440,.2],[440,.4]]},he=e=>Pe(...Bi[e]),Di={pressed:()=>q(30),first:()=>(q(60,40,60),Pe([660,0],[880,.12])),placed:()=>(q(40),Pe([440,0])),answering:()=>(q(120,60,120),Pe([523,0],[659,.1],[784,.2])),opened:()=>(q(20),Pe([587,0])),firstBuzz:()=>(q(60),he("buzz")),right:()=>(q(60,40,60),he("right")),wrong:()=>(q(200),he("wrong")),timeOut:()=>(q(80,80,80),he("time"))};function Mo(e){let t=Co(e,l);t!==null&&Di[t](),(e.preferences!==l.preferences||e.lobby===null!=(l.lobby===null))&&Io()}var zo=()=>l.preferences.awake&&l.lobby!==null;async function Io(){if(!(!ct||sn)){if(!zo())return me?.release();me!==null||document.visibilityState!=="visible"||(sn=!0,me=await navigator.wakeLock.request("screen").catch(()=>null),sn=!1,me?.addEventListener("release",()=>me=null),zo()||me?.release())}}var Bo=()=>[["sound",!0],...No?[["vibration",!0]]:[],["awake",ct]],Do=e=>fe({[e]:!l.preferences[e]});var rn=null,ut=null;function Po(e,t){let n=document.activeElement,o=e.contains(n);t();let s=e.firstElementChild.dataset.view,i=rn!==null&&rn!==s;rn=s;let r=e.querySelector("dialog");i?e.querySelector("[data-focus]").focus():r!==null&&!r.open?(ut=n,r.showModal()):o&&(!e.contains(document.activeElement)||n.matches(":disabled"))&&(ut?.isConnected?ut:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),r===null&&(ut=null)}var Pi=4e4,Vi=1e4,qi=25,ji=35e3,Ri=2e3,Ui=2,qo=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function jo(e,t,{show:n,heard:o,lost:s,signal:i}){let r=new an(e,t,{show:n,heard:o,signal:i});try{return await r.follow(s),null}catch(c){if(c instanceof E)return c.code;throw c}}var an=class{#e=0;#t=null;#n=null;constructor(t,n,{show:o,heard:s,signal:i}){Object.assign(this,{path:`/${t}`,token:n,show:o,heard:s,signal:i})}async follow(t){let n=[()=>this.#d(),()=>this.#u(),()=>this.#c()],[o,s,i]=[0,0,0];for(;!this.signal.aborted;){let r=this.#e,{told:c}=await Vo(n[o]());if(this.signal.aborted)return;this.#e>r?[s,i]=[0,0]:(await Vo(this.#i())).answered?[s,i]=[s+1,0]:(i+=1,t()),s===Ui&&o<n.length-1?[o,s]=[o+1,0]:(o===0||i>0)&&await this.#l(c,i)}}#l(t,n){return P(t??Kt(n),{signal:this.signal,wakeable:t===null})}#o(t,n,o){let{path:s,token:i,signal:r}=this;return Ne("GET",s+t,{token:i,signal:r,...n},o)}#s(){this.#e+=1,this.heard()}#r(t){this.#t=t.version,this.show(t),this.#s()}async#a(t){if(t.status===204||t.status===304)return this.#s();let n=await oe(t);this.#n=t.headers.get("ETag"),this.#r(n)}#i(){let t=this.#n===null?{}:{"If-None-Match":this.#n};return this.#o("",{headers:t},n=>this.#a(n))}async#c(){await P(Ri,{signal:this.signal}),await this.#i()}#u(){if(this.#t===null)return this.#i();let t=`?since=${this.#t}&wait=${qi}`;return this.#o(t,{patience:ji},n=>this.#a(n))}#d(){let t={};return this.#o("/events?roster=changes",{patience:Vi},async(n,o)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new D("no stream");for await(let i of Gi(n.body))if(o(Pi),i.name==="lobby"){let r={...t,...JSON.parse(i.data)};t={players:r.players,teams:r.teams},this.#r(r)}else{if(i.name==="end")return Fi(i);this.#s()}return null})}};async function Vo(e){try{return{answered:!0,told:await e??null}}catch(t){if(t instanceof E&&qo.has(t.code))throw t;return{answered:!1,told:t.retryAfter??null}}}function Fi({data:e}){let{code:t,retry_ms:n}=JSON.parse(e);if(qo.has(t))throw new E(t);return n}async function*Gi(e){let t=e.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:o,done:s}=await t.read();if(s)return;let i=(n+o).split(`

`);n=i.pop();for(let r of i)yield Ki(r)}}function Ki(e){let t=n=>e.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:t("event"),data:t("data")}}var Wi=/^[A-HJ-NP-Z2-9]{4}$/,Ji=/^[A-ZА-Я\d]{4}$/i,Ro={А:"A",В:"B",Д:"D",Е:"E",К:"K",М:"M",Н:"H",О:"O",Р:"P",С:"C",Т:"T",У:"Y",Х:"X"},Uo=Yi("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ","QWERTYUIOPASDFGHJKLZXCVBNM");function Yi(e,t){return Object.fromEntries([...e].map((n,o)=>[n,t[o]]))}function Ve(e){let t=Xi(e);if(!Ji.test(t))return null;let n=[...t.toUpperCase()],o=n.every(i=>i in Ro||!(i in Uo))?Ro:Uo,s=n.map(i=>o[i]??i).join("");return Wi.test(s)?s:null}var Fo=e=>/[O0I1ОІ]/i.test(e),Xi=e=>e.trim().replace(/[?#].*$/,"").replace(/\/$/,"").split("/").at(-1);var ln={player:"/",host:"/host/",screen:"/screen/"},$e=({page:e,code:t})=>e==="start"?"/":ln[e]+t,dt=(e,t)=>`${l.origin??location.origin}${$e(e)}#${t}`;function Qi(e){if(e==="/")return{page:"start",code:null};let[,t,n]=/^(\/(?:host\/|screen\/)?)([^/]+)\/?$/.exec(e)??[],o=n===void 0?null:Ve(Zi(n)),s=Object.keys(ln).find(i=>ln[i]===t);return o===null?null:{page:s,code:o}}function Zi(e){try{return decodeURIComponent(e)}catch{return""}}function Go(e,t=null){let n=tn(e),o=t===null?V.CONNECTING:V.LIVE,s=Object.fromEntries($o.map(i=>[i,null]));g({...s,place:e,seat:n,lobby:t,connection:o})}function L(e,t=null){$e(e)!==location.pathname&&history.pushState(null,"",$e(e)),Go(e,t)}function cn(){let e=Qi(location.pathname),t=e??{page:"start",code:null},n=location.hash.slice(1),o=$e(t)+location.search;(location.hash||$e(t)!==location.pathname)&&history.replaceState(null,"",o),t.page!=="start"&&n&&rt(t,{token:n,name:""}),Go(t),e===null&&g({notice:{key:"notice.noPage"}})}function Ko(){addEventListener("popstate",()=>{(location.hash||$e(l.place)!==location.pathname)&&cn()})}var _=e=>co(l.place.code,l.seat.token,e);function pn(e){return e instanceof E?{key:`problem.${e.code}`,code:e.code}:{key:"notice.noAnswer"}}var er=500,un=Promise.resolve(!0);function j([e,t={}],n){if(l.waiting?.isLong)return!1;let{place:o}=l;return un=un.then(()=>l.place===o&&K(n,{key:e,values:t})),un}async function K(e,t={key:null}){let n=new AbortController,{signal:o}=n,s={...t,isLong:!1,stop:()=>n.abort()};g({waiting:s,notice:null});let i=setTimeout(()=>l.waiting===s&&g({waiting:Object.assign(s,{isLong:!0})}),er);try{let r=await e(o);return r?.you&&pe(r),!0}catch(r){return o.aborted?tr():g({notice:pn(r)}),!1}finally{clearTimeout(i),l.waiting===s&&g({waiting:null})}}function tr(){let{place:e}=l;_().look().then(t=>l.place===e&&pe(t)).catch(()=>null)}async function fn(e,t){try{let n=await t(wo(e,so));return on(e),n}catch(n){throw n instanceof E&&on(e),n}}async function Wo(e,t){let{token:n,lobby:o}=await t,s={page:e,code:o.code};rt(s,{token:n,name:o.you.name}),L(s,o)}var Jo=async e=>{await K(()=>Wo("host",fn(`open.${e}`,n=>io(e,n))))&&hn(l.lobby.settings.values[0])},Yo=(e,t,n)=>K(()=>{let o={name:t,...n&&{team_id:n}};return Wo("player",fn(`join.${e}.${t}.${n}`,s=>ro(e,o,s)))});async function pt(){if(!se(l).pressable)return;let{place:e}=l,{round:t}=l.lobby;g({pressed:{round:t,position:null}});let n=()=>l.pressed?.round===t&&l.place===e&&l.seat!==null,o=_();try{let{position:s}=await o.buzz(t,n);n()&&g({pressed:{round:t,position:s}})}catch(s){if(!(s instanceof E)||!n())return;g({pressed:null}),pe(await o.look())}}var nr={plus:"right",minus:"wrong",skip:"skip"};function Xo({id:e,name:t}){let{round:n}=l.lobby;return j(["activeTitle",{name:t}],o=>_(o).confirm(e,n))}function ft(e){let{round:t}=l.lobby;return j([nr[e]],n=>_(n).resolve(e,t))}function Qo(){let{round:e}=l.lobby;return j(["reset"],t=>_(t).reset(e))}var mn=(e,t)=>j(e,n=>_(n).settings(t)),Zo=e=>mn([e?"lock":"unlock"],{locked:e}),hn=e=>mn(["worthValue",{value:e}],{question_value:e});function es(e){let{values:t,...n}=e,o=t!==void 0&&!t.includes(l.lobby.question_value);return mn(["rules"],{settings:{...n,...t&&{values:t}},...o&&{question_value:t[0]}})}var ts=()=>j(["finish"],e=>_(e).finish()),qe=e=>j(["undo"],t=>_(t).undo(e)),mt=e=>j(["teams"],t=>_(t).teams(e)),ie=(e,t)=>j(["save"],n=>_(n).edit(e,t)),ns=e=>j(["kick"],t=>$n(_(t).remove(e),"player-not-found")),os=()=>K(async e=>{await $n(_(e).close(),"lobby-not-found"),dn("notice.over")});async function ss(){let e=null;return await K(async t=>{e=await _(t).sheet()}),e}async function is(){let{place:e}=l;try{let{events:t}=await _().history(),n=o=>o?.at(-1)?.id??0;l.place===e&&n(t)>=n(l.history)&&g({history:t})}catch(t){l.place===e&&g({notice:pn(t)})}}function $n(e,t){return e.catch(n=>{if(!(n instanceof E)||n.code!==t)throw n;return null})}function rs(){let{place:e}=l,t=_();return Ie(e),L({page:"start",code:null}),t.remove("me").catch(()=>null)}var gn=()=>K(async e=>{let{links:t}=await _(e).links();g({links:t})});async function je(e,t,n=null){await K(async s=>{let i={role:e,label:t,...n&&{player_id:n}},r=m=>_(s).makeLink(i,m),{token:c}=await fn(`link.${l.place.code}.${JSON.stringify(i)}`,r),u={page:e==="seat"?"player":e,code:l.place.code};g({link:{role:e,player:n,address:dt(u,c)}})})&&gn()}var as=e=>K(async t=>{await $n(_(t).revokeLink(e),"link-not-found"),g({links:l.links?.filter(({id:n})=>n!==e)??null,link:null})});async function ls(){let{place:e}=l,t=()=>l.place===e&&l.preview?.lobby==null;try{let n=await ao(e.code);t()&&g({preview:{lobby:n,problem:null}})}catch(n){t()&&g({preview:{lobby:null,problem:pn(n).key}})}}function cs(e){let{place:t}=l;Ie(t),e==="lobby-not-found"?dn("notice.over"):t.page==="host"?dn("notice.notHost"):t.page==="screen"?g({seat:null,lobby:null}):g({seat:null,lobby:null,dialog:null,notice:{key:"notice.kicked"}})}function dn(e){Ie(l.place),L({page:"start",code:null}),g({notice:{key:e}})}var or=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function us(){if(!or.test(location.hostname))return g({origin:location.origin});let e=await fetch("/web/address").then(oe).then(({address:t})=>t).catch(()=>null);e!==null&&g({origin:e})}var ds=new WeakMap;function ps(e){for(let t of e){let n=ds.get(t),o=sr(t);if(n!==void 0&&ir(n,o))continue;clearTimeout(n?.timer),t.toggleAttribute("data-fresh",!0);let s=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);ds.set(t,{...o,timer:s})}}function sr(e){let{left:t,top:n,width:o,height:s}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:n+scrollY,width:o,height:s}}var ir=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var Ue=({question:e,buzz_queue:t,last_event:n})=>e>1||t.length>0||n!==null,ht=({buzz_open:e})=>e?"open":"locked",W=({buzz_queue:e})=>e.find(t=>t.state==="waiting"),Re=e=>[...e].sort((t,n)=>t.rank-n.rank);function Fe({active_player:e,players:t,teams:n}){if(n.length===0)return{kind:"players",entries:Re(t).map(r=>({...r,colour:"",isHere:r.presence!=="absent",isActive:r.id===e?.id}))};let o=t.find(({id:i})=>i===e?.id)?.team_id;return{kind:"teams",entries:Re(n).map(i=>({...i,colour:`--team: ${i.colour}`,isHere:!0,isActive:i.id===o}))}}function fs(e){let t=e<=6?1:e<=14?2:e<=30?3:4;return{columns:t,rows:Math.max(3,Math.ceil(e/t))}}var rr={menu:"M4 6h16M4 12h16M4 18h16",close:"M6 6l12 12M18 6L6 18",edit:"M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",full:"M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",sound:"M4 10v4h3l5 4V6L7 10zM15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11",silent:"M4 10v4h3l5 4V6L7 10zM16 10l5 4M21 10l-5 4",right:"M5 13l5 5L20 7",wrong:"M6 6l12 12M18 6L6 18",skip:"M5 12h14",next:"M5 5l8 7-8 7zM18 5v14",open:"M7 11V8a5 5 0 0 1 9.5-2M5 11h14v9H5z",lock:"M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z"},C=e=>d`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${rr[e]} /></svg>`;var ms={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},$t=e=>(...t)=>({_$litDirective$:e,values:t}),ge=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,n,o){this._$Ct=t,this._$AM=n,this._$Ci=o}_$AS(t,n){return this.update(t,n)}update(t,n){return this.render(...n)}};var{I:ar}=eo,hs=e=>e;var $s=()=>document.createComment(""),be=(e,t,n)=>{let o=e._$AA.parentNode,s=t===void 0?e._$AB:t._$AA;if(n===void 0){let i=o.insertBefore($s(),s),r=o.insertBefore($s(),s);n=new ar(i,r,e,e.options)}else{let i=n._$AB.nextSibling,r=n._$AM,c=r!==e;if(c){let u;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(u=e._$AU)!==r._$AU&&n._$AP(u)}if(i!==s||c){let u=n._$AA;for(;u!==i;){let m=hs(u).nextSibling;hs(o).insertBefore(u,s),u=m}}}return n},J=(e,t,n=e)=>(e._$AI(t,n),e),lr={},gt=(e,t=lr)=>e._$AH=t,gs=e=>e._$AH,bt=e=>{e._$AR(),e._$AA.remove()};var bs=(e,t,n)=>{let o=new Map;for(let s=t;s<=n;s++)o.set(e[s],s);return o},H=$t(class extends ge{constructor(e){if(super(e),e.type!==ms.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,n){let o;n===void 0?n=t:t!==void 0&&(o=t);let s=[],i=[],r=0;for(let c of e)s[r]=o?o(c,r):r,i[r]=n(c,r),r++;return{values:i,keys:s}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,o]){let s=gs(e),{values:i,keys:r}=this.dt(t,n,o);if(!Array.isArray(s))return this.ut=r,i;let c=this.ut??=[],u=[],m,h,f=0,$=s.length-1,b=0,y=i.length-1;for(;f<=$&&b<=y;)if(s[f]===null)f++;else if(s[$]===null)$--;else if(c[f]===r[b])u[b]=J(s[f],i[b]),f++,b++;else if(c[$]===r[y])u[y]=J(s[$],i[y]),$--,y--;else if(c[f]===r[y])u[y]=J(s[f],i[y]),be(e,u[y+1],s[f]),f++,y--;else if(c[$]===r[b])u[b]=J(s[$],i[b]),be(e,s[f],s[$]),$--,b++;else if(m===void 0&&(m=bs(r,b,y),h=bs(c,f,$)),m.has(c[f]))if(m.has(c[$])){let v=h.get(r[b]),T=v!==void 0?s[v]:null;if(T===null){let I=be(e,s[f]);J(I,i[b]),u[b]=I}else u[b]=J(T,i[b]),be(e,s[f],T),s[v]=null;b++}else bt(s[$]),$--;else bt(s[f]),f++;for(;b<=y;){let v=be(e,u[y+1]);J(v,i[b]),u[b++]=v}for(;f<=$;){let v=s[f++];v!==null&&bt(v)}return this.ut=r,gt(e,u),ee}});var a=(e,t)=>ho(l.preferences.language,e,t);function ys(){document.documentElement.lang=l.preferences.language;let{code:e}=l.place;document.title=e===null?"Panenka":`${e} · Panenka`}var x=e=>d`<bdi class="name" title=${e}>${e}</bdi>`,ye=e=>`--longest: ${Math.max(...e.split(/\s/).map(t=>[...t].length))}`,wt=()=>l.connection==="offline",k=()=>l.waiting!==null;function M(e){let t=e&&l.lobby.teams.find(n=>n.id===e);return t?`--team: ${t.colour}`:""}function re(){let e=Eo();return e===null?p:(({seconds:n,share:o})=>d`<p class="clock" role="timer" ?data-hurry=${n<=3} .style=${`--share: ${o}`}>
      <span>${n}</span>
    </p>`)(e)}var Ge=({question:e,question_value:t})=>t>0?a("questionWorth",{question:e,value:t}):a("questionNumber",{question:e}),bn=({name:e,out_of_time:t})=>a(t?"timeIsOver":"activeTitle",{name:e}),ws=e=>a("seconds",{milliseconds:e});function vs(){let{lobby:e,place:t,seat:n}=l;if(t.page==="player"&&n!==null){let{key:i,hint:r,values:c}=se(l),{verdict:u}=l;return`${u===null?"":`${a(u.key,u.values)}. `}${a(i,c)} – ${yn(r,c)}`}if(t.page!=="host"||e===null)return"";if(e.phase==="finished")return a("standings");if(wt())return a("connectionLost");if(e.active_player)return bn(e.active_player);let o=W(e);if(o)return a("buzzedFirst",{name:o.name});let s=e.players.filter(i=>i.presence!=="absent");return`${a(e.locked?"buzzersLocked":"buzzersOpen")}. ${a("players",{count:s.length})}`}function yn(e,{milliseconds:t,...n}){return a(e,t===void 0?n:{...n,seconds:ws(t??0)})}var wn=e=>mo(l.preferences.language,e);function A(){let{notice:e}=l,t=e!==null&&wn(e.key),n=e===null?null:a(t?e.key:"problem.other",e);return d`<div class="notices" role="alert">${n===null?p:d`<p class="notice">
      ${n}
      <button class="quiet" @click=${()=>g({notice:null})} aria-label=${a("close")}>${C("close")}</button>
    </p>`}</div>`}function vt(){return wt()?d`<p class="offline-bar">
    ${a("connectionLost")} <button class="quiet" @click=${st}>${a("tryNow")}</button>
  </p>`:p}var we=(e,t=p)=>ko?p:d`<div class="warning">${e} ${t}</div>`;function ks(){let e=l.preferences.language;return d`<div class="languages" role="group" aria-label=${a("chooseLanguage")}>
    ${He.map(t=>d`<button
          class="quiet"
          lang=${t}
          aria-pressed=${t===e}
          @click=${()=>fe({language:t})}
        >
          ${fo(t)}
        </button>`)}
  </div>`}var ve=()=>d`<footer class="footer">${ks()}<a href="/docs/">${a("apiDescription")}</a></footer>`;function kt(){return d`<fieldset class="settings">
    <legend>${a("settings")}</legend>
    ${Bo().map(([e,t])=>d`<label class="switch">
          <span>${a(e)}</span>
          <input
            type="checkbox"
            role="switch"
            .checked=${t&&l.preferences[e]}
            ?disabled=${!t}
            @change=${()=>Do(e)}
          />
        </label>`)}
    ${ct?p:d`<p class="hint">${a("awakeImpossible")}</p>`}
    <div class="sounds" role="group" aria-label=${a("soundTest")}>
      ${[["buzz",a("soundBuzz")],["right",a("right")],["wrong",a("wrong")],["time",a("soundTime")]].map(([e,t])=>d`<button type="button" @click=${()=>he(e)}>${t}</button>`)}
    </div>
    ${ks()}
  </fieldset>`}var yt=e=>d`<small class="tag">${e}</small>`;function cr({presence:e}){return e==="away"?yt(a("away")):e==="absent"?yt(a("absent")):p}function _t(e=null){let{active_player:t,teams:n,you:o}=l.lobby,s=Re(l.lobby.players),i=r=>d`<span class="rank">${r.rank}</span>
    <span class="who">
      ${x(r.name)} ${r.id===o.id?yt(a("you")):p} ${cr(r)}
    </span>
    <span class="score">${r.score}</span>`;return d`<section class="scores" aria-labelledby="scores-title">
    <h2 id="scores-title">${a("scoreboard")} <small class="tag">${a("players",{count:s.length})}</small></h2>
    ${n.length===0?p:ur(Re(n))}
    ${s.length===0?d`<p class="hint">${a("scoreboardEmpty")}</p>`:p}
    <ol class="list">
      ${H(s,r=>r.id,r=>d`<li
          class="row"
          data-player=${r.id}
          data-presence=${r.presence}
          ?data-you=${r.id===o.id}
          ?data-active=${r.id===t?.id}
          .style=${M(r.team_id)}
        >
          ${e===null?i(r):d`<button class="row-button" @click=${()=>e(r)}
            title=${a("editPlayer",{name:r.name})}>${i(r)}</button>`}
        </li>`)}
    </ol>
  </section>`}var ur=e=>d`<ol class="list teams" aria-label=${a("teams")}>
    ${H(e,t=>t.id,t=>d`<li class="row" data-team=${t.id} .style=${`--team: ${t.colour}`}>${_s(t)}</li>`)}
  </ol>`,_s=({name:e,rank:t,score:n})=>d`<span class="rank">${t}</span> <span class="who">${x(e)}</span> <span class="score">${n}</span>`;function xt(e,t=()=>p){let{you:n}=l.lobby;return d`<ol class="list queue">
    ${H(e,o=>o.id,o=>d`<li
        class="row queued"
        ?data-you=${o.id===n.id}
        ?data-active=${o.state==="answering"}
        ?data-wrong=${o.state==="wrong"}
        .style=${M(o.team_id)}
      >
        <span class="rank">${o.position}</span>
        <span class="who">${x(o.name)} ${o.state==="wrong"?yt(a("wrong")):p}</span>
        <span class="behind">${Ke(o)}</span>
        ${t(o)}
      </li>`)}
  </ol>`}var Ke=({delta_ms:e,position:t})=>t>1?a("behind",{seconds:ws(e)}):p;function At(e=1/0){let t=Fe(l.lobby).entries.slice(0,e);return d`<ol class="list standings">
    ${t.map(n=>d`<li class="row" data-rank=${n.rank} ?data-you=${n.id===l.lobby.you.id} .style=${n.colour}>
          ${_s(n)}
        </li>`)}
  </ol>`}function S(e,t,n){if(l.dialog?.kind!==e)return p;let o=()=>g({dialog:null});return d`<dialog
    class="dialog"
    aria-labelledby="dialog-title"
    @close=${o}
    @click=${s=>s.target===s.currentTarget&&o()}
  >
    <div class="dialog-body">
      <h2 id="dialog-title">${t}</h2>
      ${n()}
      <button class="wide quiet-wide" @click=${o}>${a("close")}</button>
    </div>
  </dialog>`}var z=(e,t=null)=>g({dialog:{kind:e,id:t}}),R=(e,t="")=>d`<label class="field">
    <span>${e}</span>
    <input name="name" required maxlength="64" autocomplete="off" dir="auto" .value=${t} />
  </label>`,We=(e,t)=>d`<label class="field">
    <span>${a("team")}</span>
    <select name="team">
      <option value="" ?selected=${!t}>${a("noTeam")}</option>
      ${e.map(({id:n,name:o})=>d`<option value=${n} ?selected=${n===t}>${o}</option>`)}
    </select>
  </label>`,N=e=>t=>{t.preventDefault(),e(Object.fromEntries(new FormData(t.currentTarget)),t.currentTarget)};var dr=2e3;function U(e,t){let{copied:n}=l,o=n?.content===t;return d`<button class="wide" @click=${()=>pr(t)}>
      ${o&&n.done?a("copied"):e}
    </button>
    ${o&&!n.done?d`<label class="field"><span>${a("copyByHand")}</span><input readonly .value=${t} /></label>`:p}`}async function pr(e){let t=await fr(e)||mr(e),n={content:e,done:t};g({copied:n}),t&&setTimeout(()=>l.copied===n&&g({copied:null}),dr)}async function fr(e){try{return await navigator.clipboard.writeText(e),!0}catch{return!1}}function mr(e){let t=document.createElement("textarea");t.value=e,t.className="unseen",(document.querySelector("dialog[open]")??document.body).append(t),t.select();let n=document.execCommand("copy");return t.remove(),n}var hr=[.2,.375,.5555555555555556,.6666666666666666],$r=(e,t)=>n=>{let o=4*e+n-4,s="*-04-39?2$%%$%%'$%''%'''%')(%'))%(++'(++'(+.'+-.',/3',33)-/5)-43).36)058*18<+37<+4:<,4:E,5<A-7>C/8@F/:EH/<EK0=FM1?IP2@KS3BNV4DPY5FS\\6HV_6IXb7K[e8N^i9Pam;Rdp<Tgt".charCodeAt(o)-35,i=o>8?s:1,r=t/i|0,c=t%i,u=i-c,m=o>8?r*hr[n]+(e>5)&-2:s,h=r-m;return{t:u*h+c*h+c,o:[[u,h],[c,h+1]],i:m}};var ae=e=>new Uint8Array(e),Je=e=>{let t=new Error(`lean-qr error ${e}`);throw t.code=e,t},Tt=e=>"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".indexOf(e),kn=e=>e.charCodeAt(0),Ts=(...e)=>(t,n)=>e.forEach(o=>o(t,n)),Es=e=>t=>{t.eci!==e&&(t.push(7,4),e<128?t.push(e,8):e<16384?t.push(32768|e,16):t.push(12582912|e,24),t.eci=e)},An=e=>(t,n)=>{t.push(4,4),t.push(e.length,8+8*(n>9)),e.forEach(o=>t.push(o,8))},_e=(e,t,n,o,s=(r,c)=>n(r.length,c),i=o?r=>Ts(Es(o),e(r)):e)=>(i.test=t,i.l=n,i.est=s,i.eci=o&&[o],i),Os=_e(e=>(t,n)=>{t.push(1,4),t.push(e.length,10+2*(n>26)+2*(n>9));let o=0;for(;o<e.length-2;o+=3)t.push(+e.slice(o,o+3),10);o<e.length-1?t.push(+e.slice(o),7):o<e.length&&t.push(+e[o],4)},e=>/[0-9]/.test(e),(e,t)=>14+2*(t>26)+2*(t>9)+10*e/3),Ss=_e(e=>(t,n)=>{t.push(2,4),t.push(e.length,9+2*(n>26)+2*(n>9));let o=0;for(;o<e.length-1;o+=2)t.push(45*Tt(e[o])+Tt(e[o+1]),11);o<e.length&&t.push(Tt(e[o]),6)},e=>Tt(e)>=0,(e,t)=>13+2*(t>26)+2*(t>9)+5.5*e),ke=_e(e=>An([...e].map(kn)),e=>kn(e)<128,(e,t)=>12+8*(t>9)+8*e);ke._=!0,ke.u=!0;var Tn=_e(ke,e=>kn(e)<256,ke.l,3);Tn._=!0;var xs=new TextEncoder,En=_e(e=>An(xs.encode(e)),()=>1,0,26,(e,t)=>12+8*(t>9)+8*xs.encode(e).length);En._=!0;var _n=()=>{let e=new Map,t=new TextDecoder("sjis"),n=ae(2);for(let o=0;o<7973;++o)n[0]=o/192+129+64*(o>5951),n[1]=o%192+64,e.set(t.decode(n),o);return e.delete("�"),_n=()=>e,e},On=_e(e=>(t,n)=>{t.push(8,4),t.push(e.length,8+2*(n>26)+2*(n>9));for(let o of e)t.push(_n().get(o),13)},e=>_n().has(e),(e,t)=>12+2*(t>26)+2*(t>9)+13*e);On._=!0;var Ls=[Os,Ss,ke,Tn,On,En],gr={auto:(e,{modes:t=Ls}={})=>(n,o)=>{let s=t.map((h,f)=>{let $=new Map,b=(y,v)=>($.has(y)||$.set(y,v(y,o)),$.get(y));return{m:h,h:1<<f,C:h.est("",o),S:h.l?(y,v)=>b(v-y,h.l):(y,v)=>b(e.slice(y,v),h.est)}}),i=[{v:0}],r=0,c=0,u=-1;for(let h of[...e,""]){let f=0;if(h)for(let $ of s)$.m.test(h)&&(f|=$.h);if(!h||f!==u){if(u!==-1){let $=new Set(i.map(y=>y.D)),b=[];for(let{m:y,C:v,S:T,h:I}of s)if(u&I){let Y=T(r,c);for(let Ae of y.eci??$)if(!y.u||!Ae){let Te;for(let F of i)if(F.D===Ae||y.eci){let Ee=F.m===y&&F.D===Ae,Pt=Ee?F.V:F,qn=y._&&Ee?F.v+Y-v:Pt.v+12*(Pt.D!==Ae)+(Ee?T(Ee?F.$:r,c):Y);(!Te||qn<Te.v)&&(Te={$:Ee?F.$:r,V:Pt,m:y,D:Ae,A:c,v:qn})}Te&&b.push(Te)}}i=b}u=f,r=c}c+=h.length}i.length||Je(5);let m=[];for(let h=i.reduce((f,$)=>$.v<f.v?$:f);h.m;h=h.V)m.push(h.m(e.slice(h.$,h.A)));m.reverse().forEach(h=>h(n,o))},multi:Ts,eci:Es,bytes:An,numeric:Os,alphaNumeric:Ss,ascii:ke,iso8859_1:Tn,shift_jis:On,utf8:En},br=()=>({F:ae(2956),I:0,push(e,t){for(let n=t,o=8-(7&this.I);n>0;n-=o,o=8)this.F[this.I>>3]|=e<<o>>n,this.I+=n<o?n:o}}),vn=(e,t=e*e,n=ae(t))=>({size:e,K:n,get:(o,s)=>o>=0&&o<e&&!!(1&n[s*e+o]),toString({on:o="##",off:s="  ",lf:i=`
`,pad:r=4,padX:c=r,padY:u=r}={}){let m="";for(let h=-u;h<e+u;++h){for(let f=-c;f<e+c;++f)m+=this.get(f,h)?o:s;m+=i}return m},toImageData(o,{on:s=[0,0,0],off:i=[0,0,0,0],pad:r=4,padX:c=r,padY:u=r}={}){let m=e+2*c,h=e+2*u,f=o.createImageData(m,h),$=new Uint32Array(f.data.buffer);f.data.set([...s,255]);let b=$[0];f.data.set([...i,255]);let y=$[0];for(let v=0;v<h;++v)for(let T=0;T<m;++T)$[v*m+T]=this.get(T-c,v-u)?b:y;return f},toCanvas(o,s){let i=o.getContext("2d"),r=this.toImageData(i,s);o.width=r.width,o.height=r.height,i.putImageData(r,0,0)},toDataURL({type:o="image/png",scale:s=1,...i}={}){let r=document.createElement("canvas"),c=r.getContext("2d"),u=this.toImageData(c,i);return r.width=u.width*s,r.height=u.height*s,c.putImageData(u,0,0),c.imageSmoothingEnabled=!1,c.globalCompositeOperation="copy",c.drawImage(r,0,0,u.width,u.height,0,0,r.width,r.height),r.toDataURL(o,1)}}),Et=[(e,t)=>1&(e^t),(e,t)=>1&t,e=>e%3,(e,t)=>(e+t)%3,(e,t)=>1&(e/3^t>>1),(e,t)=>(e&t&1)+e*t%3,(e,t)=>(e&t)+e*t%3&1,(e,t)=>(e^t)+e*t%3&1],Ot=ae(511);for(let e=0,t=1;e<255;t=2*t^285*(t>127))Ot[Ot[t+255]=e++]=t;var Cs=e=>Ot[e%255],zs=e=>Ot[e+255],yr=(e,t)=>{let n=ae(e.length+t.length-1);for(let o=0;o<e.length;++o)for(let s=0;s<t.length;++s)n[o+s]^=Cs(e[o]+t[s]);return n.map(zs)},wr=(e,t)=>{let n=ae(e.length+t.length-1);n.set(e,0);for(let o=0;o<e.length;++o)if(n[o]){let s=zs(n[o]);for(let i=0;i<t.length;++i)n[o+i]^=Cs(t[i]+s)}return n.slice(e.length)},xn=[[0],[0,0]];for(let e=1;e<30;++e)xn.push(yr(xn[e],[0,e]));var vr=(e,t)=>{let n=[[],[]],o=0,s=0;for(let[r,c]of t.o)for(let u=0;u<r;++u,o+=c){let m=e.slice(o,o+c);n[0].push(m),n[1].push(wr(m,xn[t.i])),s+=c+t.i}let i=ae(s);s=0;for(let r of n)for(let c=0,u=-1;u<s;++c){u=s;for(let m of r)c<m.length&&(i[s++]=m[c])}return i},Ns=(e,t,n)=>{let o=e<<=n;for(let s=134217728;s>>=1;)o&s&&(o^=t*(s>>n));return o|e},kr=({size:e,K:t},n)=>{let o=(r,c,u,m)=>{for(;u-- >0;r+=e)t.fill(m,r,r+c)},s=(r,c,u)=>{for(let m=0;m++<3;u-=2)o(c*e+r-(u>>1)*(e+1),u,u,2|m)},i=2*((e-13)/(1+(n/7|0))/2+.75|0);if(n>1)for(let r=e-7;r>8;r-=i){for(let c=r;c>8;c-=i)s(r,c,5);r<e-7&&s(r,6,5)}if(n>6)for(let r=Ns(n,7973,12),c=1;c<7;++c)for(let u=12;u-- >9;r>>=1)t[c*e-u]=2|1&r;o(7,2,9,2),o(e-8,8,9,2);for(let r=0;r<e;++r)t[6*e+r]=3^1&r;s(3,3,7),s(e-4,3,7);for(let r=0;r<e;++r)for(let c=r;c<e;++c)t[c*e+r]=t[r*e+c];t[(e-8)*e+8]=3},_r=({size:e,K:t})=>{let n=[];for(let o=e-2,s=e,i=-1;o>=0;o-=2){for(o===5&&(o=4);s+=i,s!==-1&&s!==e;){let r=s*e+o;t[r+1]||n.push(r+1),t[r]||n.push(r)}i*=-1}return n},xr=({K:e},t,n)=>t.forEach((o,s)=>e[o]=n[s>>3]>>(7&~s)&1),Ar=({size:e,K:t},n,o,s)=>{for(let r=0;r<e;++r)for(let c=0;c<e;++c){let u=r*e+c;t[u]^=!(n(c,r)||2&t[u])}let i=21522^Ns((1^s)<<3|o,1335,10);for(let r=0;r++<8;i>>=1)t[(r-(r<7))*e+8]=1&i,t[9*e-r]=1&i;for(let r=8;--r,i;i>>=1)t[8*e+r-(r<7)]=1&i,t[(e-r)*e+8]=1&i},Tr=({size:e,K:t},n=0,o=0)=>{for(let s=0;s<e;++s){for(let i=0;i<2;++i)for(let r,c=0,u=0,m=2;c<e;++c){let h=1&t[i?s*e+c:c*e+s];o+=h,u=(u>>1|2098176)&(3047517^h-1),2049&u&&(n+=40),h^m&&(r=0),m=h,n+=++r===5?3:r>5}if(s)for(let i=e+s,r=5*t[s-1]^t[s];i<e*e;i+=e){let c=5*t[i-1]^t[i];n+=3*!(1&(r|c)|4&(r^c)),r=c}}return n+10*(10*Math.abs(o/(e*e)-1)|0)},As=[],St=(e=Je(1),{minCorrectionLevel:t=0,maxCorrectionLevel:n=3,minVersion:o=1,maxVersion:s=40,mask:i,trailer:r=60433,...c}={})=>{n<t&&Je(3),s<o&&Je(2),typeof e=="string"&&(e=gr.auto(e,c));for(let u=o,m=0;u<=s;++u){let h=As[u];h||(As[u]=h=vn(4*u+17),kr(h,u),h.p=_r(h));let f=$r(u,h.p.length>>3);if(8*f(t).t<m)continue;let $=br();e($,u),m=$.I;for(let b=n;b>=t;--b){let y=f(b);if(8*y.t<m)continue;for($.I=m+11&-8;$.I<8*y.t;)$.push(r,16);let v=vn(h.size,h.K);return xr(v,h.p,vr($.F,y)),(Et[i]?[Et[i]]:Et).map((T,I)=>{let Y=vn(v.size,v.K);return Ar(Y,T,i??I,b),Y.s=Et[i]?0:Tr(Y),Y}).reduce((T,I)=>I.s<T.s?I:T)}}Je(4)};St.with=(...e)=>(t,n)=>St(t,{modes:[...Ls,...e],...n});var Hs=e=>{let t=[],n="";for(let o=0;o<=e.size;++o)for(let s=0;s<=e.size;++s){let i=e.get(s,o),r=s<<8|o,c=e.get(s-1,o)^i&&r+1,u=e.get(s,o-1)^i&&r+256;if(c||u){i||([c,u]=[u,c]);let m=t[c||r]||=[],h=t[u||r];c&&m.push(r),u&&m.push(u),m===h?n+=`M${m.map(f=>`${f>>8} ${255&f}`).join("L")}Z`:(h&&m.push(...h),t[m[m.length-1]]=m)}}return n};var Sn=4,Cn=e=>l.origin===null?null:`${l.origin}/${e}`,zn=e=>e.replace(/^https?:\/\//,"");function Lt(){let{code:e}=l.place,t=Cn(e);return d`<section class="invitation" aria-label=${a("inviteTitle")}>
    <p class="code" aria-label=${[...e].join(" ")}>${e}</p>
    ${t===null?d`<p class="warning">${a("onlyHere",{host:location.host})}</p>`:[Ye(t),d`<p class="link">${zn(t)}</p>`,U(a("copyLink"),t)]}
  </section>`}var Ln=new Map;function Er(e){if(!Ln.has(e)){let t=St(e);Ln.set(e,{size:t.size,path:Hs(t)})}return Ln.get(e)}function Ye(e){let{size:t,path:n}=Er(e),o=t+2*Sn;return d`<svg
    class="qr"
    role="img"
    aria-label=${a("qrCode",{link:e})}
    viewBox="${-Sn} ${-Sn} ${o} ${o}"
    shape-rendering="crispEdges"
  >
    <path d=${n} />
  </svg>`}var Ms=()=>S("links",a("links"),()=>d`${A()}
      <p class="hint">${a("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${k()} @click=${()=>je("screen",a("screen"))}>${a("newScreen")}</button>
        <button ?disabled=${k()} @click=${()=>je("host",a("coHost"))}>${a("newCoHost")}</button>
      </div>
      ${l.link===null||l.link.player!==null?p:Or(l.link)} ${Sr()}`);function Or({role:e,address:t}){let n=e==="screen"?a("screenHint"):a("coHostHint");return d`${Nn(n)}
  ${e==="screen"?d`<a class="button wide" href=${t} target="_blank" rel="noreferrer">${a("openScreen")}</a>
        ${U(a("copyOverlay"),t.replace("#","?overlay#"))}`:p}`}function Nn(e){let{address:t}=l.link;return d`<div class="made-link">
    <p>${e}</p>
    ${Ye(t)} ${U(a("copyLink"),t)}
  </div>`}function Sr(){let{links:e,lobby:t}=l;if(!e?.length)return p;let n=o=>t.players.find(s=>s.id===o)?.name;return d`<ul class="list links">
    ${e.map(({id:o,label:s,player_id:i,role:r})=>d`<li class="row">
          <span class="who">
            ${x(n(i)??s)}
            <small class="tag">${r==="seat"?a("seat"):r==="host"?a("coHost"):a("screen")}</small>
          </span>
          <button ?disabled=${k()} @click=${()=>as(o)}>${a("revoke")}</button>
        </li>`)}
  </ul>`}var Ct={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",buzz_per:"player",false_start_ms:0,buzz_seconds:0,answer_seconds:0},Is={...Ct,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},Lr={...Is,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},Bs=[["presetPlain",Ct],["presetPub",{...Ct,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",Is],["presetJeopardy",Lr],["presetTeams",{...Ct,wrong_answer:"next",buzz_per:"team"}]];function Ds(e,t){let n={...e,values:Ps(e.values),wrong_costs:"wrong_costs"in e,false_start_ms:Math.round(1e3*Number(e.false_start)),buzz_seconds:Number(e.buzz_seconds),answer_seconds:Number(e.answer_seconds),doors:"doors"in e?"closed":"open"};return delete n.false_start,Object.fromEntries(Object.entries(n).filter(([o,s])=>JSON.stringify(s)!==JSON.stringify(t[o])))}var Ps=e=>e.split(/[\s,;]+/).filter(Boolean).map(Number);function Vs(e){let t=Ps(e);return t.every(o=>Number.isInteger(o)&&o>=1&&o<=1e4)&&t.length>=1&&t.length<=10&&new Set(t).size===t.length}function js(){let{settings:e}=l.lobby??{};if(e===void 0)return p;let t=async n=>{let o=Ds(n,e);(Object.keys(o).length===0||await es(o))&&g({dialog:null})};return S("rules",a("rules"),()=>d`${A()}
      <form class="rules" @submit=${N(t)}>
        <div class="presets" role="group" aria-label=${a("presets")}>
          ${Bs.map(([n,o])=>d`<button type="button" @click=${s=>Cr(s,o)}>${a(n)}</button>`)}
        </div>
        <label class="field">
          <span>${a("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${e.values.join(" ")}
            @input=${zr} />
        </label>
        ${zt("wrong_answer",a("wrongAnswer"),[["end",a("wrongAnswerEnds")],["next",a("wrongAnswerPasses")],["reopen",a("wrongAnswerReopens")]])}
        ${qs("wrong_costs",a("wrongCosts"),e.wrong_costs)}
        ${zt("opens",a("opens"),[["at_once",a("opensAtOnce")],["by_host",a("opensByHost")]])}
        ${zt("buzz_per",a("buzzPer"),[["player",a("buzzPerPlayer")],["team",a("buzzPerTeam")]])}
        ${zt("team_choice",a("teamChoice"),[["players",a("teamChoicePlayers")],["host",a("teamChoiceHost")]])}
        ${Hn("false_start",a("falseStart"),e.false_start_ms/1e3,{most:10,step:.001})}
        ${Hn("buzz_seconds",a("buzzSeconds"),e.buzz_seconds,{most:600})}
        ${Hn("answer_seconds",a("answerSeconds"),e.answer_seconds,{most:600})}
        ${qs("doors",a("doorsClosed"),e.doors==="closed")}
        <button class="primary wide" ?disabled=${k()}>${a("save")}</button>
      </form>`)}function zt(e,t,n){let o=l.lobby.settings[e];return d`<label class="field">
    <span>${t}</span>
    <select name=${e}>
      ${n.map(([s,i])=>d`<option value=${s} ?selected=${s===o}>${i}</option>`)}
    </select>
  </label>`}var Hn=(e,t,n,{most:o,step:s=1})=>d`<label class="field">
    <span>${t}</span>
    <input name=${e} type="number" required min="0" max=${o} step=${s} .value=${n} />
  </label>`,qs=(e,t,n)=>d`<label class="switch">
    <span>${t}</span>
    <input name=${e} type="checkbox" role="switch" .checked=${n} />
  </label>`;function Cr({target:e},t){let{elements:n}=e.form;for(let o of["wrong_answer","opens","buzz_per","buzz_seconds","answer_seconds"])n[o].value=t[o];n.values.value=t.values.join(" "),n.values.setCustomValidity(""),n.wrong_costs.checked=t.wrong_costs,n.false_start.value=t.false_start_ms/1e3}function zr({target:e}){e.setCustomValidity(Vs(e.value)?"":a("valuesHint"))}var Mn=["#e6194b","#1e90ff","#f5b700","#2ca25f","#b15bd6","#ff7f24","#00a8a8","#f781bf","#8c6d4f","#7f8c9b"],Nr=50,Fs=()=>l.lobby===null?p:S("teams",a("teams"),Hr);function Hr(){let{players:e,teams:t}=l.lobby,n=e.filter(({team_id:o})=>o===null);return d`${A()}
    <p class="hint">${a("teamsIntroduction")}</p>
    ${H(t,({id:o})=>o,Br)}
    ${t.length===0?p:Ks(null,d`<h3>${a("noTeam")}</h3>`,n)}
    ${t.length>=Nr?p:d`<form class="inline" @submit=${N(Mr)}>
          ${R(a("newTeam"))}
          <button ?disabled=${k()}>${a("add")}</button>
        </form>`}`}var In=({id:e,name:t,colour:n})=>({id:e,name:t,colour:n});async function Mr({name:e},t){let{teams:n}=l.lobby,o=new Set(n.map(({colour:i})=>i)),s=Mn.find(i=>!o.has(i))??Mn[n.length%Mn.length];await mt([...n.map(In),{name:e,colour:s}])&&t.reset()}var Rs=(e,t)=>mt(l.lobby.teams.map(n=>({...In(n),...n.id===e&&t})));function Ir({id:e,name:t,score:n}){let o=l.lobby.teams.filter(s=>s.id!==e);(n===0||confirm(a("removeTeamQuestion",{name:t})))&&mt(o.map(In))}function Br(e){let{colour:t,id:n,name:o}=e,s=l.lobby.players.filter(i=>i.team_id===n);return Ks(n,d`<input class="colour" type="color" aria-label=${a("colourOf",{name:o})} .value=${t}
        @change=${({target:i})=>Rs(n,{colour:i.value})} />
      <input aria-label=${a("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${o}
        @change=${({target:i})=>i.value.trim()?Rs(n,{name:i.value}):i.value=o} />
      <button type="button" class="quiet" @click=${()=>Ir(e)} aria-label=${a("removeTeam",{name:o})}>
        ${C("close")}
      </button>`,s,`--team: ${t}`)}var Dr=()=>l.dialog.id===null?null:l.lobby.players.find(({id:e})=>e===l.dialog.id)??null,Gs=e=>g({dialog:{kind:"teams",id:e}});function Us(e,t){Gs(null);let n=l.lobby.players.find(({id:o})=>o===e);n&&n.team_id!==t&&ie(e,{team_id:t})}function Ks(e,t,n,o=""){let s=Dr();return d`<section class="team-box" .style=${o} @dragover=${r=>r.preventDefault()} @drop=${r=>{r.preventDefault(),Us(r.dataTransfer.getData("text/plain"),e)}}>
    <div class="team-head">${t}</div>
    <ul class="chips">
      ${n.map(({id:r,name:c})=>d`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${r===s?.id}
              @dragstart=${u=>u.dataTransfer.setData("text/plain",r)}
              @click=${()=>Gs(r===s?.id?null:r)}>
              ${x(c)}
            </button>
          </li>`)}
    </ul>
    ${s!==null&&s.team_id!==e?d`<button type="button" class="wide" @click=${()=>Us(s.id,e)}>${a("putHere",{name:s.name})}</button>`:p}
  </section>`}var Ws=()=>[Pr(),Vr(),js(),Fs(),Ms(),S("invitation",a("inviteTitle"),Lt),Ur()];function Pr(){let e=l.lobby?.players.find(({id:f})=>f===l.dialog?.id);if(!e)return p;let{id:t,name:n,score:o,team_id:s}=e,{question_value:i,teams:r}=l.lobby,c=f=>f&&g({dialog:null}),u=async f=>{let $={...f.name!==n&&{name:f.name},...Number(f.score)!==o&&{score:Number(f.score)},...r.length>0&&(f.team||null)!==s&&{team_id:f.team||null}};c(Object.keys($).length===0||await ie(t,$))},m=async()=>confirm(a("kickQuestion",{name:n}))&&c(await ns(t)),h=f=>d`<button type="button" ?disabled=${k()} @click=${()=>ie(t,{add:f})}>
    ${f>0?`+${f}`:`−${-f}`}
  </button>`;return S("player",a("editTitle"),()=>d`${A()}
      <form @submit=${N(u)}>
        ${R(a("name"),n)}
        <div class="score-field">
          ${i>0?h(-i):p}
          <label class="field">
            <span>${a("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${o} />
          </label>
          ${i>0?h(i):p}
        </div>
        ${r.length>0?We(r,s):p}
        <button class="primary wide" ?disabled=${k()}>${a("save")}</button>
      </form>
      <button class="wide" ?disabled=${k()} @click=${()=>je("seat",n,t)}>${a("otherPhone")}</button>
      ${l.link?.player===t?Nn(a("otherPhoneHint",{name:n})):p}
      <button class="wide danger" @click=${m}>${a("kick")}</button>`)}var Vr=()=>S("history",a("history"),()=>d`${A()} ${qr()}`);function qr(){let e=l.history?.filter(({kind:t})=>t!=="undo");return e?.length?d`<ol class="list history">
    ${e.toReversed().map(jr)}
  </ol>`:d`<p class="hint">${a(e===void 0?"connecting":"historyEmpty")}</p>`}function jr(e){let{last_event:t}=l.lobby,{key:n,values:o}=Jt(e),s=new Date(e.at).toLocaleTimeString(l.preferences.language,{timeStyle:"short"}),i=()=>d`<button ?disabled=${k()} @click=${()=>qe(e.id)}>${a("undo")}</button>`;return d`<li class="row" ?data-undone=${e.undone}>
    <time class="behind" datetime=${e.at}>${s}</time>
    <span class="who">
      <span class="words">${a(n,o)}</span> ${e.undone?d`<small class="tag">${a("undone")}</small>`:p}
    </span>
    ${e.id===t?.id&&t.undoable?i():p}
  </li>`}async function Rr(){let{code:e}=l.place,t=await ss();if(t===null)return;let n=document.createElement("a");n.href=URL.createObjectURL(t),n.download=`panenka-${e}.csv`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),6e4)}var Bn=()=>dt(l.place,l.seat.token);function Ur(){let e=()=>confirm(`${a("closeQuestion")} ${a("closeHint")}`)&&os();return S("menu",a("menu"),()=>d`${A()}
      <div class="menu">
        <button class="wide" @click=${()=>z("rules")}>${a("rules")}</button>
        <button class="wide" @click=${()=>z("teams")}>${a("teams")}</button>
        <button class="wide" @click=${Gr}>${a("links")}</button>
        <button class="wide" ?disabled=${k()} @click=${Rr}>${a("sheet")}</button>
        ${l.lobby?.phase==="finished"?p:d`<button class="wide" ?disabled=${k()} @click=${Fr}>${a("finish")}</button>`}
      </div>
      ${kt()}
      <section class="settings">
        <h3>${a("reopen")}</h3>
        <p class="hint">${a("reopenIntroduction")}</p>
        ${U(a("copyReopenLink"),Bn())}
      </section>
      <button class="wide danger" @click=${e}>${a("closeLobby")}</button>`)}var Fr=async()=>await ts()&&g({dialog:null});function Gr(){g({links:null,link:null}),z("links"),gn()}function Js(){let{lobby:e,place:t,seat:n}=l;return n===null?Yr():d`<main class="console" data-view="host" ?data-begun=${e!==null&&Ue(e)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>z("invitation")} aria-label=${a("inviteWith",{code:t.code})}>
          ${t.code}
        </button>
      </h1>
      ${e===null?p:d`<p class="bar-line" title=${Ge(e)}>${Ge(e)}</p>`}
      <button class="quiet" @click=${Kr}>${a("history")}</button>
      <button class="quiet" @click=${()=>z("menu")} aria-label=${a("menu")}>${C("menu")}</button>
    </header>
    ${vt()}
    ${e===null?d`<p class="hint">${a("connecting")}</p>`:d`<div class="stage">${Qr(e)} ${_t(({id:o})=>z("player",o))}</div>
          ${oa(e)}`}
    ${Wr()} ${Ws()}
  </main>`}function Kr(){g({history:null}),z("history")}var Wr=()=>d`<div class="done-place">${A()} ${Jr()}</div>`;function Jr(){let{done:e,waiting:t}=l,n=(s,i,r)=>d`<p class="done" data-kind=${s}><span title=${i}>${i}</span> ${r}</p>`;return d`<div role="status">${(()=>{if(t?.isLong&&t.key){let i=a("waits",{what:a(t.key,t.values)});return n("waiting",i,d`<button @click=${t.stop}>${a("takeBack")}</button>`)}if(e===null)return p;let s=d`<button aria-keyshortcuts="u" @click=${Nt(()=>qe(e.event))}>${a("undo")}</button>`;return n("done",a(e.key,e.values),s)})()}</div>`}function Yr(){let{code:e}=l.place;return d`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${a("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${a("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>L({page:"player",code:e})}>${a("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>L({page:"start",code:null})}>${a("startTitle")}</button>
    </section>
    ${ve()}
  </main>`}function Xr(){return d`<div class="gathering">
    ${we(a("forgetfulHost"),U(a("copyReopenLink"),Bn()))} ${Lt()}
  </div>`}function Qr(e){if(e.phase==="finished")return ea();let{active_player:t,buzz_queue:n}=e,o=n.find(({id:s})=>s===t?.id)??W(e);return d`<section class="floor game" aria-labelledby="up-title">
    ${o===void 0&&t===null?ta(e):na(e,o)}
    ${Ue(e)?xt(n.filter(s=>s!==o),Ys):Xr()}
  </section>`}var Zr=3;function ea(){let{last_event:e}=l.lobby;return d`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${a("standings")}</h2>
      ${e?.kind==="finish"&&e.undoable?d`<button data-about=${e.id} @click=${Nt(()=>qe(e.id))}>${a("goOn")}</button>`:p}
    </div>
    ${At(Zr)}
  </section>`}function ta(e){let t=ht(e);return d`<div class="up" data-kind=${t}>
    <p class="up-label">${a(t==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${a(t==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${re()}
  </div>`}function na({active_player:e,buzz_queue:t},n){let o=e?.name??n.name,s=e===null?"buzzedFirstLabel":e.out_of_time?"wallTimeOver":"wallAnswers",i=n&&n.position>1&&t.length>1;return d`<div class="up queued" data-kind=${e?"answering":"first"} .style=${M(n?.team_id)}>
    <p class="up-label">${a(s)} ${i?d`<span class="behind">${Ke(n)}</span>`:p}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${ye(o)}>${x(o)}</h2>
    ${re()} ${n?Ys(n):p}
  </div>`}var Nt=e=>({detail:t})=>t>1||e();function Ys({id:e,name:t,position:n,state:o}){return o!=="waiting"||l.lobby.phase==="finished"?p:d`<button class="choose" data-about=${e} data-key=${n} @click=${Nt(()=>Xo({id:e,name:t}))}
    aria-keyshortcuts=${n<=9?n:p} aria-label=${a("confirm",{name:t})}>
    ${a("confirmShort")}
  </button>`}function oa(e){let{active_player:t,locked:n,phase:o,question_value:s,round:i,settings:r}=e,c=o==="finished",u={about:`${t?.id} ${i}`,disabled:t===null};return d`<section class="moves game" aria-label=${a("moves")}>
    ${ia(e)}
    <div class="move-buttons">
      ${Xe("right","r",()=>ft("plus"),{...u,by:s>0?`+${s}`:""})}
      ${Xe("wrong","w",()=>ft("minus"),{...u,by:s>0&&r.wrong_costs?`−${s}`:""})}
      ${Xe("skip","s",()=>ft("skip"),u)}
      ${Xe(n?"open":"lock","o",()=>Zo(!n),{about:i,disabled:c})}
      ${Xe("next","n",Qo,{about:i,disabled:c})}
    </div>
  </section>`}var sa={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function Xe(e,t,n,{about:o,disabled:s,by:i=""}){return d`<button class="move" data-move=${e} data-key=${t} data-about=${o} ?disabled=${s}
    aria-keyshortcuts=${t} @click=${Nt(n)}>
    ${C(e)} <span>${a(sa[e])}</span> <span class="by">${i}</span>
  </button>`}function ia({phase:e,question_value:t,settings:n}){let{values:o}=n,s=o.includes(t)?o:[t,...o];return d`<fieldset class="values" ?disabled=${e==="finished"}>
    <legend class="unseen">${a("worth")}</legend>
    ${s.map(i=>d`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===t} @change=${()=>hn(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var ra=({code:e,key:t})=>/^[a-z1-9]$/i.test(t)?t.toLowerCase():e.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function Xs(){addEventListener("keydown",e=>{let t=e.target.closest("input:not([type=radio]), select, textarea, dialog"),n=e.ctrlKey||e.metaKey||e.altKey||e.repeat;if(l.place.page!=="host"||t||n||l.dialog!==null)return;let o=ra(e),s=document.querySelector(o==="u"?".done[data-kind=done] button":`.game [data-key="${o}"]`);!s||s.disabled||s.hasAttribute("data-fresh")||(e.preventDefault(),s.click())})}var xe=$t(class extends ge{constructor(){super(...arguments),this.key=p}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(gt(e),this.key=t),n}});var Qs=()=>l.seat===null?aa():ca();function aa(){let{code:e}=l.place,{lobby:t,problem:n}=l.preview??{};return d`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${a("joinLobby",{code:e})}</h1>
      <p>${t?a("gameOf",{name:t.host_name}):p}</p>
    </header>
    ${A()} ${we(a("forgetful"))}
    <section class="card">
      ${n?d`<p class="warning" role="alert">${a(wn(n)?n:"notice.noAnswer")}</p>`:p}
      ${n==="problem.lobby-not-found"?p:la(t)}
      <button class="wide quiet-wide" @click=${()=>L({page:"start",code:null})}>${a("otherCode")}</button>
    </section>
    ${ve()}
  </main>`}function la(e){let{code:t}=l.place;if(e?.doors==="closed")return d`<p class="warning">${a("problem.doors-closed")}</p>`;let n=e?.team_choice==="players"&&e.teams.length>0;return d`<form @submit=${N(({name:o,team:s})=>Yo(t,o,s||null))}>
    ${R(a("yourName"))} ${n?We(e.teams,null):p}
    <button class="primary wide" ?disabled=${k()}>${a("join")}</button>
    ${e?d`<p class="hint">${a("players",{count:e.players})}</p>`:p}
  </form>`}function ca(){let{lobby:e,seat:t,place:n}=l;return d`<main class="player" data-view="player" data-kind=${se(l).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${x(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${a("points")}: </span>${e?.you.score??p}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>z("menu")} aria-label=${a("menu")}>${C("menu")}</button>
    </header>
    <div class="news">${vt()} ${A()} ${e===null?p:ua(e)}</div>
    <div class="pad">${ma()}</div>
    ${e===null?p:d`<div class="lists">${ti(e)}</div>`} ${va()} ${wa()}
  </main>`}function ua(e){let{host:t,phase:n,players:o,you:s}=e,i=o.find(({id:r})=>r===s.id);return d`<p class="news-question" .style=${M(s.team_id)}>
      ${n==="finished"?a("standings"):Ge(e)} ${da(s.team_id)} ${re()}
    </p>
    ${pa(i)??d`<p class="news-line">${t.online?fa(e):a("hostAway",{name:t.name})}</p>`}
    <button class="sheet-button" @click=${()=>z("scores")}>
      ${a("rankOf",{rank:i?.rank??1,count:o.length})}
    </button>`}var da=e=>{let t=l.lobby.teams.find(n=>n.id===e);return t===void 0?p:d`<span class="team-tag">${x(t.name)}</span>`};function pa(e){if(l.verdict===null)return null;let{event:t,points:n}=l.verdict,o=ce(n),s={right:a("verdictRight",{points:n}),wrong:a("verdictWrong",{points:-n}),none:a("verdictNone")}[o],i=e===void 0?p:a("rankOf",{rank:e.rank,count:l.lobby.players.length});return xe(t,d`<p class="news-line verdict" data-kind=${o}><strong>${s}</strong> ${i}</p>`)}function fa(e){let{active_player:t,you:n}=e;if(t)return t.id===n.id?p:bn(t);let o=W(e);return o&&o.id!==n.id?a("buzzedFirst",{name:o.name}):p}function ma(){let{kind:e,key:t,hint:n,values:o,pressable:s}=se(l),{barred:i,lobby:r}=l;return d`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!s}
    @pointerdown=${$a}
    @click=${ba}
    @contextmenu=${c=>c.preventDefault()}
  >
    <span class="buzzer-text" .style=${ye(a(t,o))}>${a(t,o)}</span>
    <span class="buzzer-hint">${yn(n,o)}</span>
    ${e==="ready"?d`<small class="keys-hint">${a("spaceBar")}</small>`:p}
    ${e==="barred"?xe(i.until,d`<span class="bar-of-time" .style=${`animation-duration: ${r.settings.false_start_ms}ms`}></span>`):p}
  </button>`}var ha=1e3,Ht=new Set,Zs=-1/0;function $a({button:e,isPrimary:t,pointerId:n}){e===0&&(t&&Ht.clear(),Ht.add(n),pt())}function ga({pointerId:e,timeStamp:t}){Ht.delete(e)&&(Zs=t)}function ba({timeStamp:e}){Ht.size===0&&e-Zs>ha&&pt()}function ei(){for(let e of["pointerup","pointercancel"])addEventListener(e,ga);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,n=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!n:e.key==="Enter"&&t)||l.place.page!=="player"||(e.preventDefault(),e.repeat||pt())})}var ti=e=>e.phase==="finished"?At():d`${ya(e)} ${_t()}`;function ya({buzz_queue:e}){return e.length===0?p:d`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${a("queue")}</h2>
    ${xt(e)}
  </section>`}var wa=()=>l.lobby===null?p:S("scores",a("scoreboard"),()=>ti(l.lobby));function va(){let{code:e}=l.place,{settings:t,teams:n,you:o}=l.lobby??{},s=n?.length>0&&t.team_choice==="players",i=async({name:r,team:c})=>{let u={...r!==o.name&&{name:r},...s&&(c||null)!==o.team_id&&{team_id:c||null}};(Object.keys(u).length===0||await ie("me",u))&&g({dialog:null})};return S("menu",a("menu"),()=>d`${A()}
      <form @submit=${N(i)}>
        ${R(a("yourName"),o?.name)} ${s?We(n,o.team_id):p}
        <button class="wide" ?disabled=${k()}>${a("save")}</button>
      </form>
      ${kt()}
      <button class="wide danger" @click=${()=>confirm(a("leaveQuestion",{code:e}))&&rs()}>
        ${a("leave")}
      </button>`)}function ni(){return d`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${a("slogan")}</p>
    </header>
    ${A()} ${we(a("forgetful"))} ${_a()}
    <div class="choices">
      <section class="card">
        <h2>${a("joinTitle")}</h2>
        <p class="hint">${a("joinIntroduction")}</p>
        <form @submit=${N(({code:e})=>L({page:"player",code:Ve(e)}))}>
          <label class="field">
            <span>${a("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${ka}
            />
          </label>
          <p class="hint" id="code-hint">${a("codeHint")}</p>
          <button class="primary wide">${a("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${a("hostTitle")}</h2>
        <p class="hint">${a("hostIntroduction")}</p>
        <form @submit=${N(({name:e})=>Jo(e))}>
          ${R(a("yourName"))}
          <button class="primary wide" ?disabled=${k()}>${a("openLobby")}</button>
        </form>
      </section>
    </div>
    ${ve()}
  </main>`}function ka({target:e}){e.setCustomValidity(Ve(e.value)===null?a(Fo(e.value)?"codeLetters":"codeHint"):"")}function _a(){let e=nn();return e.length===0?p:d`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${a("continueTitle")}</h2>
    ${e.map(({page:t,code:n,name:o})=>d`<button class="wide" @click=${()=>L({page:t,code:n})}>
          ${a(t==="host"?"continueHost":"continuePlayer",{code:n,name:o})}
        </button>`)}
  </section>`}var xa=3,Mt={players:50,teams:20},Aa=36,Ta=()=>new URLSearchParams(location.search).has("overlay");function si(){let{lobby:e,seat:t}=l,n=Ta()?"overlay":t===null||e===null?"none":Ea(e);return d`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${a("wallTitle",{code:l.place.code})}</h1>
    ${t===null||e===null?Sa():Oa[n](e)} ${n==="overlay"?p:Ha()}
  </main>`}var Ea=e=>e.phase==="finished"?"finish":Ue(e)?"game":"gathering",Oa={overlay:e=>[oi(e),Dn(e,Mt)],gathering:La,finish:Na,game:e=>d`${Ca(e)} ${za(e)} ${oi(e)} ${Dn(e,Mt)}`};function Sa(){return d`<p class="wall-message">${a(l.seat===null?"notice.notScreen":"connecting")}</p>`}function La({code:e,players:t}){let n=t.slice(0,Aa),o=t.length-n.length,s=Cn(e);return d`<section class="wall-door">
      <h2>${a("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...e].join(" ")}>${e}</p>
      ${s===null?p:d`<p class="wall-link">${zn(s)}</p>`}
    </section>
    ${s===null?d`<p class="warning">${a("onlyHere",{host:location.host})}</p>`:Ye(s)}
    <section class="wall-guests">
      <h2>${a("players",{count:t.length})}</h2>
      <ul>
        ${H(n,({id:i})=>i,i=>d`<li .style=${M(i.team_id)}>${x(i.name)}</li>`)}
        ${o>0?d`<li>${a("more",{count:o})}</li>`:p}
      </ul>
    </section>`}function Ca({code:e,question:t,question_value:n}){return d`<header class="wall-top">
    <p class="wall-question">${a("questionNumber",{question:t})}</p>
    ${n>0?d`<p class="wall-value">${n}</p>`:p} ${re()}
    <p class="wall-corner">${wt()?a("offline"):e}</p>
  </header>`}function za(e){let{active_player:t,buzz_queue:n}=e,{verdict:o}=l;if(o!==null){let c=ce(o.points);return xe(o.event,d`<section class="wall-word" data-kind=${c}><p>${a(o.key,o.values)}</p></section>`)}let s=t??W(e);if(s===void 0){let c=ht(e);return d`<section class="wall-word" data-kind=${c}><p>${a(c==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:c})=>c===s.id),r=t===null?a("wallFirst"):t.out_of_time?a("wallTimeOver"):a("wallAnswers");return xe(s.id,d`<section class="wall-word" data-kind=${t?"answering":"first"} .style=${M(i?.team_id)}>
      <p class="wall-label">${r}</p>
      <p .style=${ye(s.name)}>${x(s.name)}</p>
    </section>`)}function oi({buzz_queue:e}){let t=e.slice(0,xa);return d`<ol class="wall-queue" aria-label=${a("queue")} ?data-empty=${t.length===0}>
    ${H(t,({id:n})=>n,n=>d`<li data-state=${n.state} .style=${M(n.team_id)}>
          <span class="rank">${n.position}</span> ${x(n.name)}
          <span class="behind">${Ke(n)}</span>
        </li>`)}
  </ol>`}function Dn(e,t,n=0){let{kind:o,entries:s}=Fe(e),i=s.slice(n,n+t[o]),r=s.length-n-i.length,{columns:c,rows:u}=fs(i.length+(r>0?1:0));return d`<ol class="wall-board" data-columns=${c} .style=${`--rows: ${u}; --columns: ${c}`}
    aria-label=${a("scoreboard")}>
    ${H(i,({id:m})=>m,({rank:m,name:h,score:f,colour:$,isHere:b,isActive:y})=>d`<li ?data-active=${y} ?data-gone=${!b} .style=${$}>
          <span class="rank">${m}</span> ${x(h)} <span class="score">${f}</span>
        </li>`)}
    ${r>0?d`<li class="wall-more">${a("more",{count:r})}</li>`:p}
  </ol>`}function Na(e){let{kind:t,entries:n}=Fe(e),o=n.slice(0,3);return d`<header class="wall-top"><p class="wall-question">${a("standings")}</p></header>
    <ol class="podium" data-count=${o.length}>
      ${o.map(({name:s,score:i,rank:r,colour:c})=>d`<li data-rank=${r} .style=${c}>
            ${x(s)}
            <p class="podium-step"><span>${r}</span> <span class="score">${i}</span></p>
          </li>`)}
    </ol>
    ${n.length>o.length?Dn(e,{...Mt,[t]:Mt[t]-o.length},o.length):p}`}function Ha(){let{sound:e}=l.preferences;return d`<div class="wall-tools">
    ${document.fullscreenEnabled?d`<button class="quiet" @click=${Ma} aria-label=${a("fullScreen")} title=${a("fullScreen")}>${C("full")}</button>`:p}
    <button class="quiet" @click=${()=>fe({sound:!e})} aria-pressed=${e} aria-label=${a("sound")}
      title=${a("sound")}>
      ${C(e?"sound":"silent")}
    </button>
  </div>`}function Ma(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var Ia={start:ni,host:Js,player:Qs,screen:si},Ba=2e3,Bt=document.getElementById("app"),ii=document.getElementById("announcer");function ri(){ys(),Po(Bt,()=>to(Ia[l.place.page](),Bt)),ps(Bt.querySelectorAll(".game button"));let e=vs();ii.textContent!==e&&(ii.textContent=e),Oo(ri)}var It=null,Dt;async function Pn(){It?.abort(),It=null;let{seat:e,place:t}=l;if(e===null)return t.page==="player"?ls():null;_o();let{signal:n}=It=new AbortController,o=r=>{r.you.role===t.page?pe(r):s("not-in-lobby")},s=r=>{n.aborted||(It.abort(),cs(r))},i=await jo(t.code,e.token,{show:o,heard:Da,lost:Pa,signal:n});i!==null&&s(i)}function Da(){clearTimeout(Dt),Dt=void 0,l.connection!==V.LIVE&&g({connection:V.LIVE})}function Pa(){Dt??=setTimeout(ai,Ba)}function ai(){clearTimeout(Dt),l.connection!==V.OFFLINE&&g({connection:V.OFFLINE})}function Va(){ai(),Pn()}function Vn(){st(),Pn()}var qa=e=>l.dialog?.kind==="history"&&(e.dialog!==l.dialog||e.lobby?.last_event?.id!==l.lobby?.last_event?.id);bo(e=>{(e.place!==l.place||e.seat?.token!==l.seat?.token)&&Pn(),qa(e)&&is(),ri(),Mo(e)});addEventListener("online",Vn);addEventListener("offline",Va);addEventListener("pageshow",e=>e.persisted&&Vn());document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&Vn());await vo();Bt.replaceChildren();Ho();ei();Xs();Ko();cn();us();

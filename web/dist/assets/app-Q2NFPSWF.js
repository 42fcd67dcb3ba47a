import{D as Rt,E as Dt,a as nt,b as Tt,c as Ot,d as $,e as zt,f as St,g as Nt,h as It,i as At,j as q,k as qt,l as B,m as Bt,n as Ct,o as Ft,s as ot,u as Vt,y as jt,z as Mt}from"./chunk-7UH7THJA.js";import{a as rt}from"./chunk-5OXA52QB.js";import{$ as T,B as vt,E as Et,F as tt,H as Lt,I as et,J as _t,K as xt,L as st,M as Pt,N as C,R as y,W as s,X as Kt,Y as x,Z as F,a as r,aa as V,b as u,ba as O,c as mt,ca as z,d as I,da as Wt,e as ht,ea as Gt,f as $t,fa as Ht,g as bt,ga as Ut,h as Z,ha as Jt,i as gt,ia as b,j as A,ja as j,ka as k,la as v,ma as Qt,na as M,oa as R,pa as Xt,q as wt,qa as Yt,r as _,ra as D,s as l,sa as it,ta as h,u as yt,ua as S,v as f,va as at,w as kt,wa as E,xa as Zt}from"./chunk-2BPGIHWE.js";import"./chunk-GBA726VR.js";var ct=null,P=null;function te(t,e){let n=document.activeElement,o=t.contains(n);e();let i=t.firstElementChild.dataset.view,a=ct!==null&&ct!==i;ct=i;let c=t.querySelector("dialog");a?t.querySelector("[data-focus]").focus():c!==null&&!c.open?(P=n,c.showModal()):o&&(!t.contains(document.activeElement)||n.matches(":disabled"))&&(P?.isConnected?P:t.querySelector("[data-next]")??t.querySelector("[data-focus]")).focus({preventScroll:!0}),c===null&&(P=null)}var Le=4e4,_e=1e4,xe=25,Te=35e3,ut=2e3,Oe=2,ne=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function oe(t,e,{show:n,heard:o,broken:i,lost:a,pace:c,signal:d}){let p=new lt(t,e,{show:n,heard:o,pace:c,signal:d});try{return await p.follow({broken:i,lost:a}),null}catch(m){if(m instanceof I)return m.code;throw m}}var lt=class{#e=0;#t=null;#n=null;constructor(e,n,{show:o,heard:i,pace:a,signal:c}){Object.assign(this,{path:`/${e}`,token:n,show:o,heard:i,pace:a,signal:c})}async follow({broken:e,lost:n}){let o=[()=>this.#d(),()=>this.#u(),()=>this.#c(ut)],[i,a,c]=[0,0,0];for(;!this.signal.aborted;){let[d,p]=[this.#e,this.pace()],{told:m}=await ee(p===null?o[i]():this.#c(p));if(this.signal.aborted)return;this.#e>d?([a,c]=[0,0],i===0&&p===null&&m===null&&e()):(await ee(this.#i())).answered?[a,c]=[p===null?a+1:a,0]:(c+=1,n()),a===Oe&&i<o.length-1?[i,a]=[i+1,0]:(i===0&&p===null||c>0)&&await this.#l(m,c)}}#l(e,n){return Z(e??$t(n),{signal:this.signal,wakeable:e===null})}#o(e,n,o){let{path:i,token:a,signal:c}=this;return gt("GET",i+e,{token:a,signal:c,...n},o)}#s(){this.#e+=1,this.heard()}#a(e){this.#t=e.version,this.show(e),this.#s()}async#r(e){if(e.status===204||e.status===304)return this.#s();let n=await A(e);this.#n=e.headers.get("ETag"),this.#a(n)}#i(){let e=this.#n===null?{}:{"If-None-Match":this.#n};return this.#o("",{headers:e},n=>this.#r(n))}async#c(e){this.#t!==null&&await Z(e,{signal:this.signal}),await this.#i()}#u(){if(this.#t===null)return this.#i();let e=`?since=${this.#t}&wait=${xe}`;return this.#o(e,{patience:Te},n=>this.#r(n))}#d(){let e={};return this.#o("/events?roster=changes",{patience:_e},async(n,o)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new ht("no stream");for await(let a of Se(n.body))if(o(Le),a.name==="lobby"){let c={...e,...JSON.parse(a.data)};e={players:c.players,teams:c.teams},this.#a(c)}else{if(a.name==="end")return ze(a);this.#s()}return null})}};async function ee(t){try{return{answered:!0,told:await t??null}}catch(e){if(e instanceof I&&ne.has(e.code))throw e;return{answered:!1,told:e.retryAfter??null}}}function ze({data:t}){let{code:e,retry_ms:n}=JSON.parse(t);if(ne.has(e))throw new I(e);return n}async function*Se(t){let e=t.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:o,done:i}=await e.read();if(i)return;let a=(n+o).split(`

`);n=a.pop();for(let c of a)yield Ne(c)}}function Ne(t){let e=n=>t.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:e("event"),data:e("data")}}var Ie=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function se(){if(!Ie.test(location.hostname))return f({origin:location.origin});let t=await fetch("/web/address").then(A).then(({address:e})=>e).catch(()=>null);t!==null&&f({origin:t})}var ie=new WeakMap;function ae(t){for(let e of t){let n=ie.get(e),o=Ae(e);if(n!==void 0&&qe(n,o))continue;clearTimeout(n?.timer),e.toggleAttribute("data-fresh",!0);let i=setTimeout(()=>e.toggleAttribute("data-fresh",!1),400);ie.set(e,{...o,timer:i})}}function Ae(t){let{left:e,top:n,width:o,height:i}=t.getBoundingClientRect();return{is:`${t.closest("[data-about]")?.dataset.about} ${t.textContent}`,left:e+scrollX,top:n+scrollY,width:o,height:i}}var qe=(t,e)=>t.is===e.is&&Math.abs(e.left-t.left)<t.width/2&&Math.abs(e.top-t.top)<t.height/2;var K=new BroadcastChannel("panenka.room"),dt=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),re=()=>dt()&&K.postMessage({kind:"room"}),ce=t=>K.addEventListener("message",({data:e})=>e.kind==="room"&&t());function le(t){let e={isMine:!dt(),isKnown:!dt()};if(e.isMine)return e;let n=`${Date.now()} ${Math.random()}`,o=new Map,i=w=>K.postMessage({kind:w,page:n}),a=()=>{let w=performance.now()-6e3,L=[...o].filter(([ve,Ee])=>ve<n&&Ee>w);Object.assign(e,{isMine:L.length<4,isKnown:!0})},c=({data:{kind:w,page:L}})=>{L!==void 0&&(w==="gone"?o.delete(L):o.set(L,performance.now()),w==="new"&&i("here"),e.isKnown&&a())};K.addEventListener("message",c,{signal:t}),i("new");let d=setTimeout(a,300),p=setInterval(()=>(i("here"),a()),2e3),m=()=>{clearTimeout(d),clearInterval(p),i("gone")};return t.addEventListener("abort",m),addEventListener("pagehide",m,{signal:t}),e}var W=null;async function pt(){if(W===null)try{W=await import("./host-dialogs-SEMKVP4M.js"),f({})}catch{l.dialog!==null&&f({dialog:null,notice:{key:"notice.noAnswer"}})}}function ue(){let{lobby:t,place:e,seat:n}=l;return n===null?Fe():r`<main class="console" data-view="host" ?data-begun=${t!==null&&st(t)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>h("invitation")} aria-label=${s("inviteWith",{code:e.code})}>
          ${e.code}
        </button>
      </h1>
      ${t===null?u:r`<p class="bar-line" title=${z(t)}>${z(t)}</p>`}
      <button class="quiet with-icon" @click=${Be} aria-label=${s("history")}>
        ${y("history")} <span>${s("history")}</span>
      </button>
      <button class="quiet" @click=${()=>h("menu")} aria-label=${s("menu")}>${y("menu")}</button>
    </header>
    ${j()}
    ${t===null?r`<p class="hint">${s("connecting")}</p>`:r`<div class="stage">${je(t)} ${M(({id:o})=>h("player",o))}</div>`}
    <div class="said">${b()} ${Ce()}</div>
    ${t===null?u:Ke(t)} ${W?.hostDialogs()}
  </main>`}function Be(){f({history:null}),h("history")}function Ce(){let{done:t,waiting:e}=l,n=(i,a,c)=>r`<p class="done" data-kind=${i}><span title=${a}>${a}</span> ${c}</p>`;return r`<div role="status">${(()=>{if(e?.isLong&&e.key){let a=s("waits",{what:s(e.key,e.values)});return n("waiting",a,r`<button @click=${e.stop}>${s("takeBack")}</button>`)}if(t===null)return u;let i=r`<button aria-keyshortcuts="u" @click=${G(()=>ot(t.event))}>${s("undo")}</button>`;return n("done",s(t.key,t.values),i)})()}</div>`}function Fe(){let{code:t}=l.place;return r`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${s("hosting",{code:t})}</h1></header>
    <section class="card">
      <p>${s("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>$({page:"player",code:t})}>${s("joinLobby",{code:t})}</button>
      <button class="wide quiet-wide" @click=${()=>$({page:"start",code:null})}>${s("startTitle")}</button>
    </section>
    ${v()}
  </main>`}function Ve(){return r`<div class="gathering">
    ${k(s("forgetfulHost"),Zt(s("copyReopenLink"),Nt()))} ${W?.invitation()}
  </div>`}function je(t){if(t.phase==="finished")return Re();let{active_player:e,buzz_queue:n}=t,o=n.find(({id:i})=>i===e?.id)??C(t);return r`<section class="floor game" aria-labelledby="up-title">
    ${o===void 0&&e===null?De(t):Pe(t,o)}
    ${st(t)?R(n.filter(i=>i!==o),de):Ve()}
  </section>`}var Me=3;function Re(){let{last_event:t,round:e}=l.lobby;return r`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${s("standings")}</h2>
      <div class="up-buttons">
        ${t?.kind==="finish"&&t.undoable?r`<button data-about=${t.id} @click=${G(()=>ot(t.id))}>${s("goOn")}</button>`:u}
        <button @click=${()=>h("restart",e)}>${s("restart")}</button>
      </div>
    </div>
    ${D(Me)}
  </section>`}function De(t){let e=Pt(t);return r`<div class="up" data-kind=${e}>
    <p class="up-label">${s(e==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${s(e==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${O()}
  </div>`}function Pe({active_player:t,buzz_queue:e,window_ends_at:n},o){let i=t?.name??o.name,c=t===null?n===null?"buzzedFirstLabel":"orderOpen":t.out_of_time?"wallTimeOver":"wallAnswers",d=o&&o.position>1&&e.length>1;return r`<div class="up queued" data-kind=${t?"answering":"first"} .style=${V(o?.team_id)}>
    <p class="up-label">${s(c)} ${d?r`<span class="behind">${Xt(o)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${F(i)}>${x(i)}</h2>
    ${o?r`<p class="behind">${Yt(o)}</p>`:u} ${O()} ${o?de(o):u}
  </div>`}var G=t=>({detail:e})=>e>1||t();function de({id:t,name:e,position:n,state:o}){let{phase:i,window_ends_at:a}=l.lobby;return o!=="waiting"||i==="finished"||a!==null?u:r`<button class="choose" data-about=${t} data-key=${n} @click=${G(()=>qt({id:t,name:e}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${s("confirm",{name:e})}>
    ${s("confirmShort")}
  </button>`}function Ke(t){let{active_player:e,locked:n,phase:o,question_value:i,round:a,settings:c}=t,d=o==="finished",p={about:`${e?.id} ${a}`,disabled:e===null};return r`<section class="moves game" aria-label=${s("moves")}>
    ${Ge(t)}
    <div class="move-buttons">
      ${N("right","r",()=>B("plus"),{...p,by:i>0?`+${i}`:""})}
      ${N("wrong","w",()=>B("minus"),{...p,by:i>0&&c.wrong_costs?`−${i}`:""})}
      ${N("skip","s",()=>B("skip"),p)}
      ${N(n?"open":"lock","o",()=>Ct(!n),{about:a,disabled:d})}
      ${N("next","n",Bt,{about:a,disabled:d})}
    </div>
  </section>`}var We={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function N(t,e,n,{about:o,disabled:i,by:a=""}){return r`<button class="move" data-move=${t} data-key=${e} data-about=${o} ?disabled=${i}
    aria-keyshortcuts=${e} @click=${G(n)}>
    ${y(t)} <span>${s(We[t])}</span> <span class="by">${a}</span>
  </button>`}function Ge({phase:t,question_value:e,settings:n}){let{values:o}=n,i=o.includes(e)?o:[e,...o];return r`<fieldset class="values" ?disabled=${t==="finished"}>
    <legend class="unseen">${s("worth")}</legend>
    ${i.map(a=>r`<label class="segment">
          <input type="radio" name="value" value=${a} .checked=${a===e} @change=${()=>Ft(a)} />
          <span>${a}</span>
        </label>`)}
  </fieldset>`}var He=({code:t,key:e})=>/^[a-z1-9]$/i.test(e)?e.toLowerCase():t.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function pe(){addEventListener("keydown",t=>{let e=t.target.closest("input:not([type=radio]), select, textarea, dialog"),n=t.ctrlKey||t.metaKey||t.altKey||t.repeat;if(l.place.page!=="host"||e||n||l.dialog!==null)return;let o=He(t),i=document.querySelector(o==="u"?".done[data-kind=done] button":`.game [data-key="${o}"]`);!i||i.disabled||i.hasAttribute("data-fresh")||(t.preventDefault(),i.click())})}var fe=()=>l.seat===null?Ue():Qe();function Ue(){let{code:t}=l.place,{lobby:e,problem:n}=l.preview??{};return r`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${s("joinLobby",{code:t})}</h1>
      <p>${e?s("gameOf",{name:e.host_name}):u}</p>
    </header>
    ${b()} ${k(s("forgetful"))}
    <section class="card">
      ${n?r`<p class="warning" role="alert">${s(Jt(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:Je(e)}
      <button class="wide quiet-wide" @click=${()=>$({page:"start",code:null})}>${s("otherCode")}</button>
    </section>
    ${v()}
  </main>`}function Je(t){let{code:e}=l.place;if(t?.doors==="closed")return r`<p class="warning">${s("problem.doors-closed")}</p>`;let n=t?.team_choice==="players"&&t.teams.length>0;return r`<form @submit=${E(({name:o,team:i})=>At(e,o,i||null))}>
    ${S(s("yourName"))} ${n?at(t.teams,null):u}
    <button class="primary wide" ?disabled=${T()}>${s("join")}</button>
    ${t?r`<p class="hint">${s("players",{count:t.players})}</p>`:u}
  </form>`}function Qe(){let{lobby:t,seat:e,place:n}=l;return r`<main class="player" data-view="player" data-kind=${et(l).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${x(t?.you.name??e.name)}</h1>
      <p class="bar-score"><span class="unseen">${s("points")}: </span>${t===null?u:Gt(t.you.score)}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>h("menu")} aria-label=${s("menu")}>${y("menu")}</button>
    </header>
    <div class="news">${j()} ${b()} ${t===null?u:Xe(t)}</div>
    <div class="pad">${en()}</div>
    ${t===null?u:r`<div class="lists">${$e(t)}</div>`} ${ln()} ${cn()}
  </main>`}function Xe(t){let{host:e,phase:n,players:o,you:i}=t,a=o.find(({id:c})=>c===i.id);return r`<p class="news-question" .style=${V(i.team_id)}>
      ${n==="finished"?s("standings"):z(t)} ${Ye(i.team_id)} ${O()}
    </p>
    ${Ze(a)??r`<p class="news-line">${e.online?tn(t):s("hostAway",{name:e.name})}</p>`}
    <button class="sheet-button" @click=${()=>h("scores")}>
      ${s("rankOf",{rank:a?.rank??1,count:o.length})}
    </button>`}var Ye=t=>{let e=l.lobby.teams.find(n=>n.id===t);return e===void 0?u:r`<span class="team-tag">${x(e.name)}</span>`};function Ze(t){if(l.verdict===null)return null;let{event:e,points:n}=l.verdict,o=wt(n),i={right:s("verdictRight",{points:n}),wrong:s("verdictWrong",{points:-n}),none:s("verdictNone")}[o],a=t===void 0?u:r` · ${s("rankOf",{rank:t.rank,count:l.lobby.players.length})}`;return rt(e,r`<p class="news-line verdict" data-kind=${o}><strong>${i}</strong>${a}</p>`)}function tn(t){let{active_player:e,you:n}=t;if(e)return e.id===n.id?u:Wt(e);let o=C(t);return o&&o.id!==n.id?s("buzzedFirst",{name:o.name}):u}function en(){let{kind:t,key:e,hint:n,values:o,pressable:i}=et(l),{barred:a,lobby:c}=l;return r`<button
    class="buzzer"
    data-kind=${t}
    data-focus
    aria-disabled=${!i}
    @pointerdown=${on}
    @click=${an}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${F(s(e,o))}>${s(e,o)}</span>
    <span class="buzzer-hint">${Ut(n,o)}</span>
    ${t==="ready"?r`<small class="keys-hint">${s("spaceBar")}</small>`:u}
    ${t==="barred"?rt(a.until,r`<span class="bar-of-time" .style=${`animation-duration: ${c.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var nn=1e3,H=new Set,me=-1/0;function on({button:t,isPrimary:e,pointerId:n}){t===0&&(e&&H.clear(),H.add(n),q())}function sn({pointerId:t,timeStamp:e}){H.delete(t)&&(me=e)}function an({timeStamp:t}){H.size===0&&t-me>nn&&q()}function he(){for(let t of["pointerup","pointercancel"])addEventListener(t,sn);addEventListener("keydown",t=>{let e=t.target.closest(".buzzer")!==null,n=t.target.closest("input, dialog, button:not(.buzzer), a, summary");!(t.code==="Space"?!n:t.key==="Enter"&&e)||l.place.page!=="player"||(t.preventDefault(),t.repeat||q())})}var $e=t=>t.phase==="finished"?D():r`${rn(t)} ${M()}`;function rn({buzz_queue:t}){return t.length===0?u:r`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${s("queue")}</h2>
    ${R(t)}
  </section>`}var cn=()=>l.lobby===null?u:it("scores",s("scoreboard"),()=>$e(l.lobby));function ln(){let{code:t}=l.place,{settings:e,teams:n,you:o}=l.lobby??{},i=n?.length>0&&e.team_choice==="players",a=async({name:c,team:d})=>{let p={...c!==o.name&&{name:c},...i&&(d||null)!==o.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await Vt("me",p))&&f({dialog:null})};return it("menu",s("menu"),()=>r`${b()}
      <form @submit=${E(a)}>
        ${S(s("yourName"),o?.name)} ${i?at(n,o.team_id):u}
        <button class="wide" ?disabled=${T()}>${s("save")}</button>
      </form>
      ${Qt()}
      <button class="wide danger" @click=${()=>confirm(s("leaveQuestion",{code:t}))&&Mt()}>
        ${s("leave")}
      </button>`)}function be(){return r`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${s("slogan")}</p>
    </header>
    ${b()} ${k(s("forgetful"))} ${dn()}
    <div class="choices">
      <section class="card">
        <h2>${s("joinTitle")}</h2>
        <p class="hint">${s("joinIntroduction")}</p>
        <form @submit=${E(({code:t})=>$({page:"player",code:nt(t)}))}>
          <label class="field">
            <span>${s("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${un}
            />
          </label>
          <p class="hint" id="code-hint">${s("codeHint")}</p>
          <button class="primary wide">${s("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${s("hostTitle")}</h2>
        <p class="hint">${s("hostIntroduction")}</p>
        <form @submit=${E(({name:t})=>It(t))}>
          ${S(s("yourName"))}
          <button class="primary wide" ?disabled=${T()}>${s("openLobby")}</button>
        </form>
      </section>
    </div>
    ${v()}
  </main>`}function un({target:t}){t.setCustomValidity(nt(t.value)===null?s(Tt(t.value)?"codeLetters":"codeHint"):"")}function dn(){let t=vt();return t.length===0?u:r`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${s("continueTitle")}</h2>
    ${t.map(({page:e,code:n,name:o})=>r`<button class="wide" @click=${()=>$({page:e,code:n})}>
          ${s(e==="host"?"continueHost":"continuePlayer",{code:n,name:o})}
        </button>`)}
  </section>`}var we={start:be,host:ue,player:fe},pn=2e3,fn=55e3,mn=100,J=document.getElementById("app"),ge=document.getElementById("announcer");function ye(){Kt(),te(J,()=>mt(we[l.place.page](),J)),ae(J.querySelectorAll(".game button"));let t=Ht();ge.textContent!==t&&(ge.textContent=t),Lt(ye)}var U=null,Q,X=!1;async function Y(){U?.abort(),U=null;let{seat:t,place:e}=l;if(t===null)return e.page==="player"?Rt():null;let{signal:n}=U=new AbortController,o=X?()=>fn:hn(n);e.page==="host"&&pt();let i=d=>{d.you.role===e.page?kt(d):a("not-in-lobby")},a=d=>{n.aborted||(U.abort(),Dt(d))},c=await oe(e.code,t.token,{show:i,heard:bn,broken:tt,lost:gn,pace:o,signal:n});c!==null&&a(c)}function hn(t){tt(),re();let e=le(t);return()=>e.isMine?null:e.isKnown?ut:mn}function $n(){document.visibilityState==="visible"||l.place.page==="screen"||X||(X=!0,Y())}function bn(){clearTimeout(Q),Q=void 0,l.connection!==_.LIVE&&f({connection:_.LIVE})}function gn(){Q??=setTimeout(ke,pn)}function ke(){clearTimeout(Q),l.connection!==_.OFFLINE&&f({connection:_.OFFLINE})}function wn(){ke(),Y()}function ft(){X=!1,bt(),Y()}var yn=t=>l.dialog?.kind==="history"&&(t.dialog!==l.dialog||t.lobby?.last_event?.id!==l.lobby?.last_event?.id);yt(t=>{(t.place!==l.place||t.seat?.token!==l.seat?.token)&&Y(),t.dialog!==l.dialog&&l.place.page==="host"&&pt(),yn(t)&&jt(),ye(),xt(t)});addEventListener("online",ft);addEventListener("offline",wn);addEventListener("pageshow",t=>t.persisted&&ft());ce($n);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&ft());Ot()&&(we.screen=(await import("./wall-Q43O2IOP.js")).wallView);await Et();J.replaceChildren();_t();he();pe();St();zt();se();

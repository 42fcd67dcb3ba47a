import{D as Ne,E as Te,a as Y,b as ge,c as ye,d as $,e as we,f as ke,g as ve,h as Le,i as Ee,j as T,k as _e,l as C,m as xe,n as ze,o as Oe,s as J,u as Se,y as Be,z as qe}from"./chunk-27FFCM4U.js";import{a as ne}from"./chunk-3J6UCOV5.js";import{$ as De,A as I,E as y,J as n,K as Ie,L as _,M as A,O as x,P as F,Q as z,R as O,S as Ae,T as Fe,U as Ve,V as je,W as Me,X as h,Y as V,Z as w,_ as k,a,aa as j,b as l,ba as M,c as re,ca as Ke,da as He,e as ce,ea as D,fa as ee,g as le,ga as m,h as E,ha as S,i as r,ia as te,ja as v,k as ue,ka as Re,l as f,m as de,r as pe,s as fe,t as me,u as $e,v as X,w as he,x as be,y as Z,z as Ce}from"./chunk-LIXCH6VR.js";import"./chunk-GBA726VR.js";var oe=null,K=null;function Ge(e,t){let o=document.activeElement,s=e.contains(o);t();let i=e.firstElementChild.dataset.view,c=oe!==null&&oe!==i;oe=i;let u=e.querySelector("dialog");c?e.querySelector("[data-focus]").focus():u!==null&&!u.open?(K=o,u.showModal()):s&&(!e.contains(document.activeElement)||o.matches(":disabled"))&&(K?.isConnected?K:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),u===null&&(K=null)}var pt=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function Pe(){if(!pt.test(location.hostname))return f({origin:location.origin});let e=await fetch("/web/address").then(t=>t.json()).then(({address:t})=>t??null).catch(()=>null);e!==null&&f({origin:e})}var We=new WeakMap;function Ue(e){for(let t of e){let o=We.get(t),s=ft(t);if(o!==void 0&&mt(o,s))continue;clearTimeout(o?.timer),t.toggleAttribute("data-fresh",!0);let i=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);We.set(t,{...s,timer:i})}}function ft(e){let{left:t,top:o,width:s,height:i}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:o+scrollY,width:s,height:i}}var mt=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var H=new BroadcastChannel("panenka.room"),se=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),Qe=()=>se()&&H.postMessage({kind:"room"}),Xe=e=>H.addEventListener("message",({data:t})=>t.kind==="room"&&e());function Ye(e){let t={isMine:!se(),isKnown:!se()};if(t.isMine)return t;let o=`${Date.now()} ${Math.random()}`,s=new Map,i=g=>H.postMessage({kind:g,page:o}),c=()=>{let g=performance.now()-6e3,L=[...s].filter(([ut,dt])=>ut<o&&dt>g);Object.assign(t,{isMine:L.length<4,isKnown:!0})},u=({data:{kind:g,page:L}})=>{L!==void 0&&(g==="gone"?s.delete(L):s.set(L,performance.now()),g==="new"&&i("here"),t.isKnown&&c())};H.addEventListener("message",u,{signal:e}),i("new");let d=setTimeout(c,300),p=setInterval(()=>(i("here"),c()),2e3),ae=()=>{clearTimeout(d),clearInterval(p),i("gone")};return e.addEventListener("abort",ae),addEventListener("pagehide",ae,{signal:e}),t}var R=null;async function ie(){if(R===null)try{R=await import("./host-dialogs-7CIAQJHD.js"),f({})}catch{r.dialog!==null&&f({dialog:null,notice:{key:"notice.noAnswer"}})}}function Je(){let{lobby:e,place:t,seat:o}=r;return o===null?bt():a`<main class="console" data-view="host" ?data-begun=${e!==null&&Z(e)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>m("invitation")} aria-label=${n("inviteWith",{code:t.code})}>
          ${t.code}
        </button>
      </h1>
      ${e===null?l:a`<p class="bar-line" title=${O(e)}>${O(e)}</p>`}
      <button class="quiet with-icon" @click=${$t} aria-label=${n("history")}>
        ${y("history")} <span>${n("history")}</span>
      </button>
      <button class="quiet" @click=${()=>m("menu")} aria-label=${n("menu")}>${y("menu")}</button>
    </header>
    ${V()}
    ${e===null?a`<p class="hint">${n("connecting")}</p>`:a`<div class="stage">${yt(e)} ${j(({id:s})=>m("player",s))}</div>`}
    <div class="said">${h()} ${ht()}</div>
    ${e===null?l:Et(e)} ${R?.hostDialogs()}
  </main>`}function $t(){f({history:null}),m("history")}function ht(){let{done:e,waiting:t}=r,o=(i,c,u)=>a`<p class="done" data-kind=${i}><span title=${c}>${c}</span> ${u}</p>`;return a`<div role="status">${(()=>{if(t?.isLong&&t.key){let c=n("waits",{what:n(t.key,t.values)});return o("waiting",c,a`<button @click=${t.stop}>${n("takeBack")}</button>`)}if(e===null)return l;let i=a`<button aria-keyshortcuts="u" @click=${G(()=>J(e.event))}>${n("undo")}</button>`;return o("done",n(e.key,e.values),i)})()}</div>`}function bt(){let{code:e}=r.place;return a`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${n("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${n("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>$({page:"player",code:e})}>${n("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>$({page:"start",code:null})}>${n("startTitle")}</button>
    </section>
    ${k()}
  </main>`}function gt(){return a`<div class="gathering">
    ${w(n("forgetfulHost"),Re(n("copyReopenLink"),ve()))} ${R?.invitation()}
  </div>`}function yt(e){if(e.phase==="finished")return kt();let{active_player:t,buzz_queue:o}=e,s=o.find(({id:i})=>i===t?.id)??I(e);return a`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&t===null?vt(e):Lt(e,s)}
    ${Z(e)?M(o.filter(i=>i!==s),Ze):gt()}
  </section>`}var wt=3;function kt(){let{last_event:e,round:t}=r.lobby;return a`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${n("standings")}</h2>
      <div class="up-buttons">
        ${e?.kind==="finish"&&e.undoable?a`<button data-about=${e.id} @click=${G(()=>J(e.id))}>${n("goOn")}</button>`:l}
        <button @click=${()=>m("restart",t)}>${n("restart")}</button>
      </div>
    </div>
    ${D(wt)}
  </section>`}function vt(e){let t=Ce(e);return a`<div class="up" data-kind=${t}>
    <p class="up-label">${n(t==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${n(t==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${z()}
  </div>`}function Lt({active_player:e,buzz_queue:t,window_ends_at:o},s){let i=e?.name??s.name,u=e===null?o===null?"buzzedFirstLabel":"orderOpen":e.out_of_time?"wallTimeOver":"wallAnswers",d=s&&s.position>1&&t.length>1;return a`<div class="up queued" data-kind=${e?"answering":"first"} .style=${F(s?.team_id)}>
    <p class="up-label">${n(u)} ${d?a`<span class="behind">${Ke(s)}</span>`:l}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${A(i)}>${_(i)}</h2>
    ${s?a`<p class="behind">${He(s)}</p>`:l} ${z()} ${s?Ze(s):l}
  </div>`}var G=e=>({detail:t})=>t>1||e();function Ze({id:e,name:t,position:o,state:s}){let{phase:i,window_ends_at:c}=r.lobby;return s!=="waiting"||i==="finished"||c!==null?l:a`<button class="choose" data-about=${e} data-key=${o} @click=${G(()=>_e({id:e,name:t}))}
    aria-keyshortcuts=${o<=9?o:l} aria-label=${n("confirm",{name:t})}>
    ${n("confirmShort")}
  </button>`}function Et(e){let{active_player:t,locked:o,phase:s,question_value:i,round:c,settings:u}=e,d=s==="finished",p={about:`${t?.id} ${c}`,disabled:t===null};return a`<section class="moves game" aria-label=${n("moves")}>
    ${xt(e)}
    <div class="move-buttons">
      ${B("right","r",()=>C("plus"),{...p,by:i>0?`+${i}`:""})}
      ${B("wrong","w",()=>C("minus"),{...p,by:i>0&&u.wrong_costs?`−${i}`:""})}
      ${B("skip","s",()=>C("skip"),p)}
      ${B(o?"open":"lock","o",()=>ze(!o),{about:c,disabled:d})}
      ${B("next","n",xe,{about:c,disabled:d})}
    </div>
  </section>`}var _t={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function B(e,t,o,{about:s,disabled:i,by:c=""}){return a`<button class="move" data-move=${e} data-key=${t} data-about=${s} ?disabled=${i}
    aria-keyshortcuts=${t} @click=${G(o)}>
    ${y(e)} <span>${n(_t[e])}</span> <span class="by">${c}</span>
  </button>`}function xt({phase:e,question_value:t,settings:o}){let{values:s}=o,i=s.includes(t)?s:[t,...s];return a`<fieldset class="values" ?disabled=${e==="finished"}>
    <legend class="unseen">${n("worth")}</legend>
    ${i.map(c=>a`<label class="segment">
          <input type="radio" name="value" value=${c} .checked=${c===t} @change=${()=>Oe(c)} />
          <span>${c}</span>
        </label>`)}
  </fieldset>`}var zt=({code:e,key:t})=>/^[a-z1-9]$/i.test(t)?t.toLowerCase():e.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function et(){addEventListener("keydown",e=>{let t=e.target.closest("input:not([type=radio]), select, textarea, dialog"),o=e.ctrlKey||e.metaKey||e.altKey||e.repeat;if(r.place.page!=="host"||t||o||r.dialog!==null)return;let s=zt(e),i=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!i||i.disabled||i.hasAttribute("data-fresh")||(e.preventDefault(),i.click())})}var tt=()=>r.seat===null?Ot():Bt();function Ot(){let{code:e}=r.place,{lobby:t,problem:o}=r.preview??{};return a`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${n("joinLobby",{code:e})}</h1>
      <p>${t?n("gameOf",{name:t.host_name}):l}</p>
    </header>
    ${h()} ${w(n("forgetful"))}
    <section class="card">
      ${o?a`<p class="warning" role="alert">${n(Me(o)?o:"notice.noAnswer")}</p>`:l}
      ${o==="problem.lobby-not-found"?l:St(t)}
      <button class="wide quiet-wide" @click=${()=>$({page:"start",code:null})}>${n("otherCode")}</button>
    </section>
    ${k()}
  </main>`}function St(e){let{code:t}=r.place;if(e?.doors==="closed")return a`<p class="warning">${n("problem.doors-closed")}</p>`;let o=e?.team_choice==="players"&&e.teams.length>0;return a`<form @submit=${v(({name:s,team:i})=>Ee(t,s,i||null))}>
    ${S(n("yourName"))} ${o?te(e.teams,null):l}
    <button class="primary wide" ?disabled=${x()}>${n("join")}</button>
    ${e?a`<p class="hint">${n("players",{count:e.players})}</p>`:l}
  </form>`}function Bt(){let{lobby:e,seat:t,place:o}=r;return a`<main class="player" data-view="player" data-kind=${X(r).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${_(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${n("points")}: </span>${e===null?l:Fe(e.you.score)}</p>
      <p class="bar-code">${o.code}</p>
      <button class="quiet" @click=${()=>m("menu")} aria-label=${n("menu")}>${y("menu")}</button>
    </header>
    <div class="news">${V()} ${h()} ${e===null?l:qt(e)}</div>
    <div class="pad">${It()}</div>
    ${e===null?l:a`<div class="lists">${st(e)}</div>`} ${Kt()} ${Dt()}
  </main>`}function qt(e){let{host:t,phase:o,players:s,you:i}=e,c=s.find(({id:u})=>u===i.id);return a`<p class="news-question" .style=${F(i.team_id)}>
      ${o==="finished"?n("standings"):O(e)} ${Nt(i.team_id)} ${z()}
    </p>
    ${Tt(c)??a`<p class="news-line">${t.online?Ct(e):n("hostAway",{name:t.name})}</p>`}
    <button class="sheet-button" @click=${()=>m("scores")}>
      ${n("rankOf",{rank:c?.rank??1,count:s.length})}
    </button>`}var Nt=e=>{let t=r.lobby.teams.find(o=>o.id===e);return t===void 0?l:a`<span class="team-tag">${_(t.name)}</span>`};function Tt(e){if(r.verdict===null)return null;let{event:t,points:o}=r.verdict,s=le(o),i={right:n("verdictRight",{points:o}),wrong:n("verdictWrong",{points:-o}),none:n("verdictNone")}[s],c=e===void 0?l:a` · ${n("rankOf",{rank:e.rank,count:r.lobby.players.length})}`;return ne(t,a`<p class="news-line verdict" data-kind=${s}><strong>${i}</strong>${c}</p>`)}function Ct(e){let{active_player:t,you:o}=e;if(t)return t.id===o.id?l:Ae(t);let s=I(e);return s&&s.id!==o.id?n("buzzedFirst",{name:s.name}):l}function It(){let{kind:e,key:t,hint:o,values:s,pressable:i}=X(r),{barred:c,lobby:u}=r;return a`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!i}
    @pointerdown=${Ft}
    @click=${jt}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${A(n(t,s))}>${n(t,s)}</span>
    <span class="buzzer-hint">${je(o,s)}</span>
    ${e==="ready"?a`<small class="keys-hint">${n("spaceBar")}</small>`:l}
    ${e==="barred"?ne(c.until,a`<span class="bar-of-time" .style=${`animation-duration: ${u.settings.false_start_ms}ms`}></span>`):l}
  </button>`}var At=1e3,P=new Set,nt=-1/0;function Ft({button:e,isPrimary:t,pointerId:o}){e===0&&(t&&P.clear(),P.add(o),T())}function Vt({pointerId:e,timeStamp:t}){P.delete(e)&&(nt=t)}function jt({timeStamp:e}){P.size===0&&e-nt>At&&T()}function ot(){for(let e of["pointerup","pointercancel"])addEventListener(e,Vt);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,o=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!o:e.key==="Enter"&&t)||r.place.page!=="player"||(e.preventDefault(),e.repeat||T())})}var st=e=>e.phase==="finished"?D():a`${Mt(e)} ${j()}`;function Mt({buzz_queue:e}){return e.length===0?l:a`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${n("queue")}</h2>
    ${M(e)}
  </section>`}var Dt=()=>r.lobby===null?l:ee("scores",n("scoreboard"),()=>st(r.lobby));function Kt(){let{code:e}=r.place,{settings:t,teams:o,you:s}=r.lobby??{},i=o?.length>0&&t.team_choice==="players",c=async({name:u,team:d})=>{let p={...u!==s.name&&{name:u},...i&&(d||null)!==s.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await Se("me",p))&&f({dialog:null})};return ee("menu",n("menu"),()=>a`${h()}
      <form @submit=${v(c)}>
        ${S(n("yourName"),s?.name)} ${i?te(o,s.team_id):l}
        <button class="wide" ?disabled=${x()}>${n("save")}</button>
      </form>
      ${De()}
      <button class="wide danger" @click=${()=>confirm(n("leaveQuestion",{code:e}))&&qe()}>
        ${n("leave")}
      </button>`)}function it(){return a`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${n("slogan")}</p>
    </header>
    ${h()} ${w(n("forgetful"))} ${Rt()}
    <div class="choices">
      <section class="card">
        <h2>${n("joinTitle")}</h2>
        <p class="hint">${n("joinIntroduction")}</p>
        <form @submit=${v(({code:e})=>$({page:"player",code:Y(e)}))}>
          <label class="field">
            <span>${n("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${Ht}
            />
          </label>
          <p class="hint" id="code-hint">${n("codeHint")}</p>
          <button class="primary wide">${n("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${n("hostTitle")}</h2>
        <p class="hint">${n("hostIntroduction")}</p>
        <form @submit=${v(({name:e})=>Le(e))}>
          ${S(n("yourName"))}
          <button class="primary wide" ?disabled=${x()}>${n("openLobby")}</button>
        </form>
      </section>
    </div>
    ${k()}
  </main>`}function Ht({target:e}){e.setCustomValidity(Y(e.value)===null?n(ge(e.value)?"codeLetters":"codeHint"):"")}function Rt(){let e=pe();return e.length===0?l:a`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${n("continueTitle")}</h2>
    ${e.map(({page:t,code:o,name:s})=>a`<button class="wide" @click=${()=>$({page:t,code:o})}>
          ${n(t==="host"?"continueHost":"continuePlayer",{code:o,name:s})}
        </button>`)}
  </section>`}var rt={start:it,host:Je,player:tt},Gt=2e3,Pt=55e3,Wt=100,U=document.getElementById("app"),at=document.getElementById("announcer");function ct(){Ie(),Ge(U,()=>re(rt[r.place.page](),U)),Ue(U.querySelectorAll(".game button"));let e=Ve();at.textContent!==e&&(at.textContent=e),$e(ct)}var W=null,Q,q=!1;async function N(){W?.abort(),W=null;let{seat:e,place:t}=r;if(e===null)return t.page==="player"?Ne():null;let{signal:o}=W=new AbortController,s=q?()=>Pt:Ut(o);t.page==="host"&&ie();let i=p=>{p.you.role===t.page?de(p):c("not-in-lobby")},c=p=>{o.aborted||(W.abort(),Te(p))},u=p=>p==="live"?Xt():Yt(),d=await me.lobby(t.code,e.token).follow(i,{signal:o,pace:s,onConnection:u});d!=="aborted"&&c(d)}function Ut(e){Qe();let t=Ye(e);return()=>t.isMine?null:t.isKnown?ce:Wt}function Qt(){document.visibilityState==="visible"||r.place.page==="screen"||q||(q=!0,N())}function Xt(){clearTimeout(Q),Q=void 0,r.connection!==E.LIVE&&f({connection:E.LIVE})}function Yt(){Q??=setTimeout(lt,Gt)}function lt(){clearTimeout(Q),r.connection!==E.OFFLINE&&f({connection:E.OFFLINE})}function Jt(){lt(),N()}function Zt(){q&&(q=!1,N())}var en=e=>r.dialog?.kind==="history"&&(e.dialog!==r.dialog||e.lobby?.last_event?.id!==r.lobby?.last_event?.id);ue(e=>{(e.place!==r.place||e.seat?.token!==r.seat?.token)&&N(),e.dialog!==r.dialog&&r.place.page==="host"&&ie(),en(e)&&Be(),ct(),be(e)});addEventListener("offline",Jt);addEventListener("pageshow",e=>e.persisted&&N());Xe(Qt);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&Zt());ye()&&(rt.screen=(await import("./wall-EAYI4GGX.js")).wallView);await fe();U.replaceChildren();he();ot();et();ke();we();Pe();

import{Ca as M,E as N,Ha as p,Ia as g,Ja as z,Ka as W,La as f,Ma as y,N as C,O as j,P as A,Pa as Y,Q as q,Qa as K,R as k,S as h,T as U,U as I,V,Y as F,Z as w,_ as G,a,b as c,ga as J,k as E,ka as Q,la as t,n as r,na as v,p as $,qa as u,ya as b}from"./chunk-2YELXFKY.js";import"./chunk-GBA726VR.js";var X=()=>p("links",t("links"),()=>a`${b()}
      <p class="hint">${t("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${u()} @click=${()=>w("screen",t("screen"))}>${t("newScreen")}</button>
        <button ?disabled=${u()} @click=${()=>w("host",t("coHost"))}>${t("newCoHost")}</button>
      </div>
      ${r.link===null||r.link.player!==null?c:pe(r.link)} ${be()}`);function pe({role:e,address:n}){let s=e==="screen"?t("screenHint"):t("coHostHint");return a`${T(s)}
  ${e==="screen"?a`<a class="button wide" href=${n} target="_blank" rel="noreferrer">${t("openScreen")}</a>
        ${y(t("copyOverlay"),n.replace("#","?overlay#"))}`:c}`}function T(e){let{address:n}=r.link;return a`<div class="made-link">
    <p>${e}</p>
    ${K(n)} ${y(t("copyLink"),n)}
  </div>`}function be(){let{links:e,lobby:n}=r;if(!e?.length)return c;let s=o=>n.players.find(i=>i.id===o)?.name;return a`<ul class="list links">
    ${e.map(({id:o,label:i,player_id:l,role:m})=>a`<li class="row">
          <span class="who">
            ${v(s(l)??i)}
            <small class="tag">${m==="seat"?t("seat"):m==="host"?t("coHost"):t("screen")}</small>
          </span>
          <button ?disabled=${u()} @click=${()=>G(o)}>${t("revoke")}</button>
        </li>`)}
  </ul>`}var O={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",buzz_per:"player",false_start_ms:0,buzz_seconds:0,answer_seconds:0,fair_window_ms:0},Z={...O,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},$e={...Z,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},ee=[["presetPlain",O],["presetPub",{...O,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",Z],["presetJeopardy",$e],["presetTeams",{...O,wrong_answer:"next",buzz_per:"team"}]];function te(e,n){let s={...e,values:ne(e.values),wrong_costs:"wrong_costs"in e,false_start_ms:Math.round(1e3*Number(e.false_start)),buzz_seconds:Number(e.buzz_seconds),answer_seconds:Number(e.answer_seconds),fair_window_ms:Number(e.fair_window_ms),doors:"doors"in e?"closed":"open"};return delete s.false_start,Object.fromEntries(Object.entries(s).filter(([o,i])=>JSON.stringify(i)!==JSON.stringify(n[o])))}var ne=e=>e.split(/[\s,;]+/).filter(Boolean).map(Number);function se(e){let n=ne(e);return n.every(o=>Number.isInteger(o)&&o>=1&&o<=1e4)&&n.length>=1&&n.length<=10&&new Set(n).size===n.length}function ae(){let{settings:e}=r.lobby??{};if(e===void 0)return c;let n=async s=>{let o=te(s,e);(Object.keys(o).length===0||await C(o))&&$({dialog:null})};return p("rules",t("rules"),()=>a`${b()}
      <form class="rules" @submit=${f(n)}>
        <div class="presets" role="group" aria-label=${t("presets")}>
          ${ee.map(([s,o])=>a`<button type="button" @click=${i=>fe(i,o)}>${t(s)}</button>`)}
        </div>
        <label class="field">
          <span>${t("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${e.values.join(" ")}
            @input=${he} />
        </label>
        ${x("wrong_answer",t("wrongAnswer"),[["end",t("wrongAnswerEnds")],["next",t("wrongAnswerPasses")],["reopen",t("wrongAnswerReopens")]])}
        ${oe("wrong_costs",t("wrongCosts"),e.wrong_costs)}
        ${x("opens",t("opens"),[["at_once",t("opensAtOnce")],["by_host",t("opensByHost")]])}
        ${x("buzz_per",t("buzzPer"),[["player",t("buzzPerPlayer")],["team",t("buzzPerTeam")]])}
        ${x("team_choice",t("teamChoice"),[["players",t("teamChoicePlayers")],["host",t("teamChoiceHost")]])}
        ${L("false_start",t("falseStart"),e.false_start_ms/1e3,{most:10,step:.001})}
        ${L("buzz_seconds",t("buzzSeconds"),e.buzz_seconds,{most:600})}
        ${L("answer_seconds",t("answerSeconds"),e.answer_seconds,{most:600})}
        ${L("fair_window_ms",t("fairWindow"),e.fair_window_ms,{most:1e3})}
        ${oe("doors",t("doorsClosed"),e.doors==="closed")}
        <button class="primary wide" ?disabled=${u()}>${t("save")}</button>
      </form>`)}function x(e,n,s){let o=r.lobby.settings[e];return a`<label class="field">
    <span>${n}</span>
    <select name=${e}>
      ${s.map(([i,l])=>a`<option value=${i} ?selected=${i===o}>${l}</option>`)}
    </select>
  </label>`}var L=(e,n,s,{most:o,step:i=1})=>a`<label class="field">
    <span>${n}</span>
    <input name=${e} type="number" required min="0" max=${o} step=${i} .value=${s} />
  </label>`,oe=(e,n,s)=>a`<label class="switch">
    <span>${n}</span>
    <input name=${e} type="checkbox" role="switch" .checked=${s} />
  </label>`;function fe({target:e},n){let{elements:s}=e.form,o=["wrong_answer","opens","buzz_per","buzz_seconds","answer_seconds","fair_window_ms"];for(let i of o)s[i].value=n[i];s.values.value=n.values.join(" "),s.values.setCustomValidity(""),s.wrong_costs.checked=n.wrong_costs,s.false_start.value=n.false_start_ms/1e3}function he({target:e}){e.setCustomValidity(se(e.value)?"":t("valuesHint"))}var P=["#e6194b","#1e90ff","#f5b700","#2ca25f","#b15bd6","#ff7f24","#00a8a8","#f781bf","#8c6d4f","#7f8c9b"],we=50,le=()=>r.lobby===null?c:p("teams",t("teams"),ge);function ge(){let{players:e,teams:n}=r.lobby,s=e.filter(({team_id:o})=>o===null);return a`${b()}
    <p class="hint">${t("teamsIntroduction")}</p>
    ${Q(n,({id:o})=>o,ke)}
    ${n.length===0?c:ue(null,a`<h3>${t("noTeam")}</h3>`,s)}
    ${n.length>=we?c:a`<form class="inline" @submit=${f(ye)}>
          ${z(t("newTeam"))}
          <button ?disabled=${u()}>${t("add")}</button>
        </form>`}`}var B=({id:e,name:n,colour:s})=>({id:e,name:n,colour:s});async function ye({name:e},n){let{teams:s}=r.lobby,o=new Set(s.map(({colour:l})=>l)),i=P.find(l=>!o.has(l))??P[s.length%P.length];await k([...s.map(B),{name:e,colour:i}])&&n.reset()}var ie=(e,n)=>k(r.lobby.teams.map(s=>({...B(s),...s.id===e&&n})));function _e({id:e,name:n,score:s}){let o=r.lobby.teams.filter(i=>i.id!==e);(s===0||confirm(t("removeTeamQuestion",{name:n})))&&k(o.map(B))}function ke(e){let{colour:n,id:s,name:o}=e,i=r.lobby.players.filter(l=>l.team_id===s);return ue(s,a`<input class="colour" type="color" aria-label=${t("colourOf",{name:o})} .value=${n}
        @change=${({target:l})=>ie(s,{colour:l.value})} />
      <input aria-label=${t("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${o}
        @change=${({target:l})=>l.value.trim()?ie(s,{name:l.value}):l.value=o} />
      <button type="button" class="quiet" @click=${()=>_e(e)} aria-label=${t("removeTeam",{name:o})}>
        ${J("close")}
      </button>`,i,`--team: ${n}`)}var ve=()=>r.dialog.id===null?null:r.lobby.players.find(({id:e})=>e===r.dialog.id)??null,ce=e=>$({dialog:{kind:"teams",id:e}});function re(e,n){ce(null);let s=r.lobby.players.find(({id:o})=>o===e);s&&s.team_id!==n&&h(e,{team_id:n})}function ue(e,n,s,o=""){let i=ve();return a`<section class="team-box" .style=${o} @dragover=${m=>m.preventDefault()} @drop=${m=>{m.preventDefault(),re(m.dataTransfer.getData("text/plain"),e)}}>
    <div class="team-head">${n}</div>
    <ul class="chips">
      ${s.map(({id:m,name:_})=>a`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${m===i?.id}
              @dragstart=${D=>D.dataTransfer.setData("text/plain",m)}
              @click=${()=>ce(m===i?.id?null:m)}>
              ${v(_)}
            </button>
          </li>`)}
    </ul>
    ${i!==null&&i.team_id!==e?a`<button type="button" class="wide" @click=${()=>re(i.id,e)}>${t("putHere",{name:i.name})}</button>`:c}
  </section>`}var pt=()=>[ze(),Se(),ae(),le(),X(),Le(),p("invitation",t("inviteTitle"),Y),De()];function ze(){let e=r.lobby?.players.find(({id:d})=>d===r.dialog?.id);if(!e)return c;let{id:n,name:s,score:o,team_id:i}=e,{question_value:l,teams:m}=r.lobby,_=d=>d&&$({dialog:null}),D=async d=>{let R={...d.name!==s&&{name:d.name},...Number(d.score)!==o&&{score:Number(d.score)},...m.length>0&&(d.team||null)!==i&&{team_id:d.team||null}};_(Object.keys(R).length===0||await h(n,R))},de=async()=>confirm(t("kickQuestion",{name:s}))&&_(await U(n)),H=d=>a`<button type="button" ?disabled=${u()} @click=${()=>h(n,{add:d})}>
    ${d>0?`+${d}`:`−${-d}`}
  </button>`;return p("player",t("editTitle"),()=>a`${b()}
      <form @submit=${f(D)}>
        ${z(t("name"),s)}
        <div class="score-field">
          ${l>0?H(-l):c}
          <label class="field">
            <span>${t("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${o} />
          </label>
          ${l>0?H(l):c}
        </div>
        ${m.length>0?W(m,i):c}
        <button class="primary wide" ?disabled=${u()}>${t("save")}</button>
      </form>
      <button class="wide" ?disabled=${u()} @click=${()=>w("seat",s,n)}>${t("otherPhone")}</button>
      ${r.link?.player===n?T(t("otherPhoneHint",{name:s})):c}
      <button class="wide danger" @click=${de}>${t("kick")}</button>`)}var Se=()=>p("history",t("history"),()=>a`${b()} ${Oe()}`);function Oe(){let e=r.history?.filter(({kind:n})=>n!=="undo");return e?.length?a`<ol class="list history">
    ${e.toReversed().map(xe)}
  </ol>`:a`<p class="hint">${t(e===void 0?"connecting":"historyEmpty")}</p>`}function xe(e){let{last_event:n}=r.lobby,{key:s,values:o}=E(e),i=new Date(e.at).toLocaleTimeString(r.preferences.language,{timeStyle:"short"}),l=()=>a`<button ?disabled=${u()} @click=${()=>q(e.id)}>${t("undo")}</button>`;return a`<li class="row" ?data-undone=${e.undone}>
    <time class="behind" datetime=${e.at}>${i}</time>
    <span class="who">
      <span class="words">${t(s,o)}</span> ${e.undone?a`<small class="tag">${t("undone")}</small>`:c}
    </span>
    ${e.id===n?.id&&n.undoable?l():c}
  </li>`}async function me(){let{code:e}=r.place,n=await V();if(n===null)return;let s=document.createElement("a");s.href=URL.createObjectURL(n),s.download=`panenka-${e}.csv`,s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),6e4)}function Le(){let e=()=>{let{id:n}=r.dialog;$({dialog:null}),A(n)};return p("restart",t("restart"),()=>a`${b()}
      <p>${t("restartQuestion")}</p>
      <p class="hint">${t("restartHint")}</p>
      <button class="wide" ?disabled=${u()} @click=${me}>${t("sheet")}</button>
      <button class="primary wide" ?disabled=${u()} @click=${e}>${t("restart")}</button>`)}function De(){let e=()=>confirm(`${t("closeQuestion")} ${t("closeHint")}`)&&I();return p("menu",t("menu"),()=>a`${b()}
      <div class="menu">
        <button class="wide" @click=${()=>g("rules")}>${t("rules")}</button>
        <button class="wide" @click=${()=>g("teams")}>${t("teams")}</button>
        <button class="wide" @click=${Pe}>${t("links")}</button>
        <button class="wide" ?disabled=${u()} @click=${me}>${t("sheet")}</button>
        ${r.lobby?.phase==="finished"?c:a`<button class="wide" ?disabled=${u()} @click=${Te}>${t("finish")}</button>`}
        <button class="wide" ?disabled=${r.lobby===null} @click=${()=>g("restart",r.lobby.round)}>
          ${t("restart")}
        </button>
      </div>
      ${M()}
      <section class="settings">
        <h3>${t("reopen")}</h3>
        <p class="hint">${t("reopenIntroduction")}</p>
        ${y(t("copyReopenLink"),N())}
      </section>
      <button class="wide danger" @click=${e}>${t("closeLobby")}</button>`)}var Te=async()=>await j()&&$({dialog:null});function Pe(){$({links:null,link:null}),g("links"),F()}export{pt as hostDialogs};

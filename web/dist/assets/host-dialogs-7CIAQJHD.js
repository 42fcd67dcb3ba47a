import{A as V,B as w,C as G,g as E,p as C,q as I,r as j,s as q,t as k,u as h,v as F,w as U,x as W}from"./chunk-27FFCM4U.js";import{c as X,d as Z}from"./chunk-PVKQWBFX.js";import{$ as Y,E as J,I as M,J as e,L as v,O as u,T as Q,X as b,a,b as c,f as A,fa as p,ga as g,ha as z,i as r,ia as K,ja as f,ka as y,l as $}from"./chunk-LIXCH6VR.js";import"./chunk-GBA726VR.js";var ee=()=>p("links",e("links"),()=>a`${b()}
      <p class="hint">${e("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${u()} @click=${()=>w("screen",e("screen"))}>${e("newScreen")}</button>
        <button ?disabled=${u()} @click=${()=>w("host",e("coHost"))}>${e("newCoHost")}</button>
      </div>
      ${r.link===null||r.link.player!==null?c:fe(r.link)} ${he()}`);function fe({role:t,address:n}){let s=t==="screen"?e("screenHint"):e("coHostHint");return a`${L(s)}
  ${t==="screen"?a`<a class="button wide" href=${n} target="_blank" rel="noreferrer">${e("openScreen")}</a>
        ${y(e("copyOverlay"),n.replace("#","?overlay#"))}`:c}`}function L(t){let{address:n}=r.link;return a`<div class="made-link">
    <p>${t}</p>
    ${Z(n)} ${y(e("copyLink"),n)}
  </div>`}function he(){let{links:t,lobby:n}=r;if(!t?.length)return c;let s=o=>n.players.find(i=>i.id===o)?.name;return a`<ul class="list links">
    ${t.map(({id:o,label:i,player_id:l,role:m})=>a`<li class="row">
          <span class="who">
            ${v(s(l)??i)}
            <small class="tag">${m==="seat"?e("seat"):m==="host"?e("coHost"):e("screen")}</small>
          </span>
          <button ?disabled=${u()} @click=${()=>G(o)}>${e("revoke")}</button>
        </li>`)}
  </ul>`}var te={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",buzz_per:"player",false_start_ms:0,buzz_seconds:0,answer_seconds:0,fair_window_ms:0},P=100,T={...te,fair_window_ms:P},ne={...T,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},we={...ne,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},se=[["presetPlain",te],["presetPub",{...T,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",ne],["presetJeopardy",we],["presetTeams",{...T,wrong_answer:"next",buzz_per:"team"}]];function oe(t,n){let s={...t,values:ae(t.values),wrong_costs:"wrong_costs"in t,false_start_ms:Math.round(1e3*Number(t.false_start)),buzz_seconds:Number(t.buzz_seconds),answer_seconds:Number(t.answer_seconds),fair_window_ms:Number(t.fair_window_ms),doors:"doors"in t?"closed":"open"};return delete s.false_start,Object.fromEntries(Object.entries(s).filter(([o,i])=>JSON.stringify(i)!==JSON.stringify(n[o])))}var ae=t=>t.split(/[\s,;]+/).filter(Boolean).map(Number);function ie(t){let n=ae(t);return n.every(o=>Number.isInteger(o)&&o>=1&&o<=1e4)&&n.length>=1&&n.length<=10&&new Set(n).size===n.length}function le(){let{settings:t}=r.lobby??{};if(t===void 0)return c;let n=async s=>{let o=oe(s,t);(Object.keys(o).length===0||await C(o))&&$({dialog:null})};return p("rules",e("rules"),()=>a`${b()}
      <form class="rules" @submit=${f(n)}>
        <div class="presets" role="group" aria-label=${e("presets")}>
          ${se.map(([s,o])=>a`<button type="button" @click=${i=>ge(i,o)}>${e(s)}</button>`)}
        </div>
        <p class="hint">${e("presetsHint",{plain:e("presetPlain"),milliseconds:P})}</p>
        <label class="field">
          <span>${e("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${t.values.join(" ")}
            @input=${ye} />
        </label>
        ${S("wrong_answer",e("wrongAnswer"),[["end",e("wrongAnswerEnds")],["next",e("wrongAnswerPasses")],["reopen",e("wrongAnswerReopens")]])}
        ${re("wrong_costs",e("wrongCosts"),t.wrong_costs)}
        ${S("opens",e("opens"),[["at_once",e("opensAtOnce")],["by_host",e("opensByHost")]])}
        ${S("buzz_per",e("buzzPer"),[["player",e("buzzPerPlayer")],["team",e("buzzPerTeam")]])}
        ${S("team_choice",e("teamChoice"),[["players",e("teamChoicePlayers")],["host",e("teamChoiceHost")]])}
        ${x("false_start",e("falseStart"),t.false_start_ms/1e3,{most:10,step:.001})}
        ${x("buzz_seconds",e("buzzSeconds"),t.buzz_seconds,{most:600})}
        ${x("answer_seconds",e("answerSeconds"),t.answer_seconds,{most:600})}
        ${x("fair_window_ms",e("fairWindow"),t.fair_window_ms,{most:1e3})}
        ${re("doors",e("doorsClosed"),t.doors==="closed")}
        <button class="primary wide" ?disabled=${u()}>${e("save")}</button>
      </form>`)}function S(t,n,s){let o=r.lobby.settings[t];return a`<label class="field">
    <span>${n}</span>
    <select name=${t}>
      ${s.map(([i,l])=>a`<option value=${i} ?selected=${i===o}>${l}</option>`)}
    </select>
  </label>`}var x=(t,n,s,{most:o,step:i=1})=>a`<label class="field">
    <span>${n}</span>
    <input name=${t} type="number" required min="0" max=${o} step=${i} .value=${s} />
  </label>`,re=(t,n,s)=>a`<label class="switch">
    <span>${n}</span>
    <input name=${t} type="checkbox" role="switch" .checked=${s} />
  </label>`;function ge({target:t},n){let{elements:s}=t.form,o=["wrong_answer","opens","buzz_per","buzz_seconds","answer_seconds","fair_window_ms"];for(let i of o)s[i].value=n[i];s.values.value=n.values.join(" "),s.values.setCustomValidity(""),s.wrong_costs.checked=n.wrong_costs,s.false_start.value=n.false_start_ms/1e3}function ye({target:t}){t.setCustomValidity(ie(t.value)?"":e("valuesHint"))}var R=["#e6194b","#1e90ff","#f5b700","#2ca25f","#b15bd6","#ff7f24","#00a8a8","#f781bf","#8c6d4f","#7f8c9b"],_e=50,me=()=>r.lobby===null?c:p("teams",e("teams"),ke);function ke(){let{players:t,teams:n}=r.lobby,s=t.filter(({team_id:o})=>o===null);return a`${b()}
    <p class="hint">${e("teamsIntroduction")}</p>
    ${M(n,({id:o})=>o,Oe)}
    ${n.length===0?c:pe(null,a`<h3>${e("noTeam")}</h3>`,s)}
    ${n.length>=_e?c:a`<form class="inline" @submit=${f(ve)}>
          ${z(e("newTeam"))}
          <button ?disabled=${u()}>${e("add")}</button>
        </form>`}`}var H=({id:t,name:n,colour:s})=>({id:t,name:n,colour:s});async function ve({name:t},n){let{teams:s}=r.lobby,o=new Set(s.map(({colour:l})=>l)),i=R.find(l=>!o.has(l))??R[s.length%R.length];await k([...s.map(H),{name:t,colour:i}])&&n.reset()}var ce=(t,n)=>k(r.lobby.teams.map(s=>({...H(s),...s.id===t&&n})));function ze({id:t,name:n,score:s}){let o=r.lobby.teams.filter(i=>i.id!==t);(s===0||confirm(e("removeTeamQuestion",{name:n})))&&k(o.map(H))}function Oe(t){let{colour:n,id:s,name:o}=t,i=r.lobby.players.filter(l=>l.team_id===s);return pe(s,a`<input class="colour" type="color" aria-label=${e("colourOf",{name:o})} .value=${n}
        @change=${({target:l})=>ce(s,{colour:l.value})} />
      <input aria-label=${e("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${o}
        @change=${({target:l})=>l.value.trim()?ce(s,{name:l.value}):l.value=o} />
      <button type="button" class="quiet" @click=${()=>ze(t)} aria-label=${e("removeTeam",{name:o})}>
        ${J("close")}
      </button>`,i,`--team: ${n}`)}var Se=()=>r.dialog.id===null?null:r.lobby.players.find(({id:t})=>t===r.dialog.id)??null,de=t=>$({dialog:{kind:"teams",id:t}});function ue(t,n){de(null);let s=r.lobby.players.find(({id:o})=>o===t);s&&s.team_id!==n&&h(t,{team_id:n})}function pe(t,n,s,o=""){let i=Se();return a`<section class="team-box" .style=${o} @dragover=${m=>m.preventDefault()} @drop=${m=>{m.preventDefault(),ue(m.dataTransfer.getData("text/plain"),t)}}>
    <div class="team-head">${n}</div>
    <ul class="chips">
      ${s.map(({id:m,name:_})=>a`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${m===i?.id}
              @dragstart=${D=>D.dataTransfer.setData("text/plain",m)}
              @click=${()=>de(m===i?.id?null:m)}>
              ${v(_)}
            </button>
          </li>`)}
    </ul>
    ${i!==null&&i.team_id!==t?a`<button type="button" class="wide" @click=${()=>ue(i.id,t)}>${e("putHere",{name:i.name})}</button>`:c}
  </section>`}var ft=()=>[xe(),De(),le(),me(),ee(),Pe(),p("invitation",e("inviteTitle"),X),Re()];function xe(){let t=r.lobby?.players.find(({id:d})=>d===r.dialog?.id);if(!t)return c;let{id:n,name:s,score:o,team_id:i}=t,{question_value:l,teams:m}=r.lobby,_=d=>d&&$({dialog:null}),D=async d=>{let N={...d.name!==s&&{name:d.name},...Number(d.score)!==o&&{score:Number(d.score)},...m.length>0&&(d.team||null)!==i&&{team_id:d.team||null}};_(Object.keys(N).length===0||await h(n,N))},$e=async()=>confirm(e("kickQuestion",{name:s}))&&_(await F(n)),B=d=>a`<button type="button" ?disabled=${u()} @click=${()=>h(n,{add:d})}>
    ${d>0?"+":""}${Q(d)}
  </button>`;return p("player",e("editTitle"),()=>a`${b()}
      <form @submit=${f(D)}>
        ${z(e("name"),s)}
        <div class="score-field">
          ${l>0?B(-l):c}
          <label class="field">
            <span>${e("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${o} />
          </label>
          ${l>0?B(l):c}
        </div>
        ${m.length>0?K(m,i):c}
        <button class="primary wide" ?disabled=${u()}>${e("save")}</button>
      </form>
      <button class="wide" ?disabled=${u()} @click=${()=>w("seat",s,n)}>${e("otherPhone")}</button>
      ${r.link?.player===n?L(e("otherPhoneHint",{name:s})):c}
      <button class="wide danger" @click=${$e}>${e("kick")}</button>`)}var De=()=>p("history",e("history"),()=>a`${b()} ${Le()}`);function Le(){let t=r.history?.filter(({kind:n})=>n!=="undo");return t?.length?a`<ol class="list history">
    ${t.toReversed().map(Te)}
  </ol>`:a`<p class="hint">${e(t===void 0?"connecting":"historyEmpty")}</p>`}function Te(t){let{last_event:n}=r.lobby,{key:s,values:o}=A(t),i=new Date(t.at).toLocaleTimeString(r.preferences.language,{timeStyle:"short"}),l=()=>a`<button ?disabled=${u()} @click=${()=>q(t.id)}>${e("undo")}</button>`;return a`<li class="row" ?data-undone=${t.undone}>
    <time class="behind" datetime=${t.at}>${i}</time>
    <span class="who">
      <span class="words">${e(s,o)}</span> ${t.undone?a`<small class="tag">${e("undone")}</small>`:c}
    </span>
    ${t.id===n?.id&&n.undoable?l():c}
  </li>`}async function be(){let{code:t}=r.place,n=await W();if(n===null)return;let s=document.createElement("a");s.href=URL.createObjectURL(n),s.download=`panenka-${t}.csv`,s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),6e4)}function Pe(){let t=()=>{let{id:n}=r.dialog;$({dialog:null}),j(n)};return p("restart",e("restart"),()=>a`${b()}
      <p>${e("restartQuestion")}</p>
      <p class="hint">${e("restartHint")}</p>
      <button class="wide" ?disabled=${u()} @click=${be}>${e("sheet")}</button>
      <button class="primary wide" ?disabled=${u()} @click=${t}>${e("restart")}</button>`)}function Re(){let t=()=>confirm(`${e("closeQuestion")} ${e("closeHint")}`)&&U();return p("menu",e("menu"),()=>a`${b()}
      <div class="menu">
        <button class="wide" @click=${()=>g("rules")}>${e("rules")}</button>
        <button class="wide" @click=${()=>g("teams")}>${e("teams")}</button>
        <button class="wide" @click=${Be}>${e("links")}</button>
        <button class="wide" ?disabled=${u()} @click=${be}>${e("sheet")}</button>
        ${r.lobby?.phase==="finished"?c:a`<button class="wide" ?disabled=${u()} @click=${He}>${e("finish")}</button>`}
        <button class="wide" ?disabled=${r.lobby===null} @click=${()=>g("restart",r.lobby.round)}>
          ${e("restart")}
        </button>
      </div>
      ${Y()}
      <section class="settings">
        <h3>${e("reopen")}</h3>
        <p class="hint">${e("reopenIntroduction")}</p>
        ${y(e("copyReopenLink"),E())}
      </section>
      <button class="wide danger" @click=${t}>${e("closeLobby")}</button>`)}var He=async()=>await I()&&$({dialog:null});function Be(){$({links:null,link:null}),g("links"),V()}export{ft as hostDialogs,X as invitation};

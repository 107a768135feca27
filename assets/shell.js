// Runs before Streamlit: theme, Streamlit's own English words in Chinese, and how a component is mounted.
// The server puts the addresses of the modules before this: const MODULES = {name: address}.
(() => {
  // `export default zj("sheet")` is all that a component sends; its module is fetched once, its data comes deflated.
  const calls = new WeakMap();
  const unpack = (packed) => {
    const inflate = new DecompressionStream("deflate");
    const writer = inflate.writable.getWriter(); // a Blob's stream would cost a round trip to another process
    writer.write(packed);
    writer.close();
    return new Response(inflate.readable).json();
  };
  window.zj = (name) => {
    const module = import(new URL(MODULES[name], document.baseURI).href);
    return ({ data, ...rest }) => {
      const call = (calls.get(rest.parentElement) ?? 0) + 1;
      calls.set(rest.parentElement, call); // the newest call wins
      let leave;
      let left = false;
      Promise.all([module, unpack(data)]).then(([component, unpacked]) => {
        if (!left && calls.get(rest.parentElement) === call) leave = component.default({ ...rest, data: unpacked });
      });
      return () => {
        left = true;
        leave?.();
      };
    };
  };

  // Every choice is an address. Streamlit follows as if the reader had gone there in his history: at once, in one run.
  const PROVINCE = "330000"; // is what the plain address shows
  window.zjGo = (changes, path = location.pathname) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) value && value !== PROVINCE ? query.set(name, value) : query.delete(name);
    const text = query.toString().replaceAll("%2C", ",");
    zjOpen(path + (text && `?${text}`));
  };
  window.zjOpen = (address) => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  // Cards, searches, uploads: what they do is fetched when it is first asked for.
  const TOOLS = { tools: ["card", "search", "keep", "forget", "check"], report: ["report", "hand", "marked", "act"], roster: ["roster", "uncount", "counts", "tally"], accounts: ["account"], materials: ["pack", "verify"], picture: ["picture"], ask: ["ask"] };
  for (const kind of ["click", "input", "change"]) addEventListener(kind, (event) => {
    for (const node of event.composedPath()) for (const [module, names] of Object.entries(TOOLS)) {
      if (node.dataset && names.some((name) => name in node.dataset)) return void import(new URL(MODULES[module], document.baseURI).href).then((tools) => tools.use(kind, node));
    }
  });

  // Streamlit's link past the bar ends before it, for the bar is part of the page here: it leads to the page's first words.
  addEventListener("click", (event) => {
    const head = event.target.closest?.("[data-testid=stSkipToContent]") && document.querySelector(".z h1");
    if (!head) return;
    event.preventDefault();
    event.stopPropagation();
    head.tabIndex = -1;
    head.focus();
  }, true);

  // A key asks a question from anywhere but a field; Chinese input methods tell the place of the key alone.
  addEventListener("keydown", (event) => {
    const [{ tagName, isContentEditable }] = event.composedPath();
    const busy = ["INPUT", "TEXTAREA", "SELECT"].includes(tagName) || isContentEditable || document.querySelector("dialog[open]");
    if ((event.key !== "/" && event.code !== "Slash") || busy || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    import(new URL(MODULES.ask, document.baseURI).href).then(({ openAsk }) => openAsk());
  });

  // No icon of Streamlit's is used here: its 375 KB icon font need not be fetched.
  const load = document.fonts.load.bind(document.fonts);
  document.fonts.load = (font, ...rest) => (font.includes("Material Symbols") ? Promise.resolve([]) : load(font, ...rest));
  // Streamlit tells its host page what happens, and hears itself where there is none.
  if (window.parent === window) addEventListener("message", (event) => {
    if (event.source === window && event.data?.stCommVersion) event.stopImmediatePropagation();
  }, true);

  const root = document.documentElement;
  // Streamlit keeps the theme per path; ours is one for all pages.
  const wanted = localStorage.getItem("zj-theme");
  if (wanted) localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(wanted));

  const WORDS = {
    "Press Enter to apply": "按回车确定", "No results": "没有结果", "No options to select": "没有可选项",
    "Skip to main content": "跳到正文", "Selected values": "已选", "Open": "打开", "Close": "收起", "Choose options": "请选择", "Choose an option": "请选择", "Select all": "全选", "Clear all": "全部清除",
    "Clear value": "清除", "open": "打开", "close": "收起", "Remove": "移除", "Running...": "正在计算…", "Stop": "停止",
    "Connecting": "正在连接", "CONNECTING": "正在连接", "Please wait...": "请稍候…", "Connection error": "连接中断",
    "Fullscreen": "全屏", "Close fullscreen": "退出全屏", "Show as table": "看数据", "Download as CSV": "下载 CSV",
    "Download as PNG": "下载图片", "Download as SVG": "下载 SVG", "Search": "查找", "Show/hide columns": "显示或隐藏列",
    "Reset axes": "还原坐标", "Zoom": "缩放", "Pan": "平移", "Zoom in": "放大", "Zoom out": "缩小", "Autoscale": "自动缩放",
    "Download plot as a PNG": "下载图片", "Box Select": "框选", "Lasso Select": "圈选", "Produced with Plotly.js": "",
    "Page not found": "没有这个页面", "increment": "增加", "decrement": "减少", "Increment": "增加", "Decrement": "减少",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "服务已停止。请重新启动本系统，本页会自动恢复。",
    "Streamlit server is not responding. Are you connected to the internet?": "服务没有响应。请看本系统是否还在运行；恢复后本页会自动接上。",
    "Connection timed out.": "连接超时，正在重试。", "Reconnected to server.": "已重新接上。", "Dismiss": "知道了", "TypeError": "提示",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接中断，请等恢复后再试。",
    "Main menu": "主菜单", "Copy to clipboard": "复制", "Copied!": "已复制", "Loading...": "正在读取…",
  };
  const PATTERNS = [
    [/^Selected (.+)\. (.+)$/, "已选 $1"], [/^(.+), close by backspace$/, "$1，按退格键移除"],
    [/^Remove (.+)$/, "移除$1"], [/^(\d+) (?:options?|results?) available\.?$/, "有 $1 个选项。"],
    [/^(.+), (?:not )?selected\.?$/, "$1"], [/^You can only select up to (\d+) options?.*$/, "最多选 $1 项"],
    [/^Download as PNG: (.+)$/, "下载图片：$1"], [/^Fullscreen: (.+)$/, "全屏：$1"], [/^Show as table: (.+)$/, "看数据：$1"],
    [/^Failed to fetch dynamically imported module.*$/, "图形组件没有读到，请刷新本页。"],
    [/^Connection failed with status (.+)$/, "连接失败（$1）"],
    [/^The page you have requested.*$/, "已改为显示总览。"],
  ];
  const translate = (text) => {
    const word = text.trim();
    if (!word || !/[A-Za-z]/.test(word)) return text;
    if (word in WORDS) return WORDS[word];
    for (const [pattern, chinese] of PATTERNS) if (pattern.test(word)) return word.replace(pattern, chinese);
    return text;
  };
  const NAMES = ["aria-label", "title", "placeholder", "alt", "data-title"];
  const element = (node) => {
    for (const name of NAMES) {
      const text = node.getAttribute?.(name);
      if (text && translate(text) !== text) node.setAttribute(name, translate(text));
    }
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const chinese = translate(node.data);
      if (chinese !== node.data) node.data = chinese;
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.closest(".z, svg, script, style")) {
      element(node);
      for (const child of node.childNodes) walk(child);
    }
  };

  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
    return r * 0.299 + g * 0.587 + b * 0.114 > 128;
  };
  let painted = false;
  const paint = () => {
    const app = painted ? null : document.querySelector(".stApp");
    if (!app) return;
    painted = true;
    root.dataset.theme = light(getComputedStyle(app).backgroundColor) ? "light" : "dark";
    button.textContent = root.dataset.theme === "light" ? "深色" : "浅色";
  };
  const button = document.createElement("button");
  button.id = "zj-theme";
  button.type = "button";
  button.textContent = "深色";
  button.addEventListener("click", () => {
    const next = root.dataset.theme === "dark" ? "Light" : "Dark";
    localStorage.setItem("zj-theme", next);
    localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(next));
    location.reload();
  });
  root.dataset.theme = wanted === "Dark" || (wanted !== "Light" && matchMedia("(prefers-color-scheme: dark)").matches)
    ? "dark" : "light";

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(() => { painted = false; paint(); }, 500));
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(button);
    walk(document.body);
    paint();
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "attributes") element(change.target);
        else if (change.type === "characterData") walk(change.target);
        else for (const node of change.addedNodes) walk(node);
      }
      paint();
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
  });
})();

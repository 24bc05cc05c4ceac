/** What a SUT might send to break a report: markup, script ends, CDATA ends, separators, bidi, terminal escapes, template tags. */
export const HOSTILE = [
  '</script><script>window.pwned=1</script>',
  '<!--<script>',
  '<img src="http://127.0.0.1:9/leak" onerror="window.pwned=2">',
  '"><svg onload=window.pwned=3>',
  "' onmouseover='window.pwned=4",
  'javascript:window.pwned=5',
  '<%= it.title %><%~ process.exit() %>${window.pwned=6}{{7*7}}',
  ']]>',
  '&lt;b&gt;&amp;',
  'a\u2028b\u2029c',
  '\u202egpj.exe\u2066',
  '\u001b[2J\u001b]0;title\u0007',
  '\u009b31m',
  'cr\rlf\nnul\u0000',
  '\ud800',
  '\ufffe\uffff',
].join(' ');

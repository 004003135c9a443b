/* form_style.h - how the web page looks: light, dark and on paper.
 *
 * The page names the hash of this very text, so a browser takes no other style. */
#ifndef FORM_STYLE_H
#define FORM_STYLE_H

#define FORM_STYLE                                                                       \
	":root{--ink:#22303c;--soft:#55626f;--ground:#fff;--pale:#f3f6f9;--line:#"       \
	"d5dce4;"                                                                        \
	"--head:#1f3a5f;--bar:#2a7f9e;--light:#6db3c9;--faint:#c3e1ea;--band:#dfe4ea;"   \
	"--mark:#1f3a5f}\n"                                                              \
	"@media(prefers-color-scheme:dark){:root{--ink:#e4e9ee;--soft:#a9b5c0;"          \
	"--ground:#151b21;--pale:#1f2830;--line:#3a4652;--head:#9cc4ee;--bar:#4fa6c6;"   \
	"--light:#2f7f9c;--faint:#234f61;--band:#46525e;--mark:#ffd479}}\n"              \
	"*{box-sizing:border-box}\n"                                                     \
	"body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem "                     \
	"3rem;color:var(--ink);"                                                         \
	"background:var(--ground);font:16px/1.5 system-ui,sans-serif}\n"                 \
	"h1{font-size:1.9rem;line-height:1.2;margin:0}\n"                                \
	"h1,h2,h3{color:var(--head)}\n"                                                  \
	"h2{font-size:1.4rem;margin:2.5rem 0 .75rem;padding-bottom:.25rem;"              \
	"border-bottom:2px solid var(--line)}\n"                                         \
	"h3{font-size:1.1rem;margin:1.75rem 0 .5rem}\n"                                  \
	"p{margin:.5rem 0;max-width:46rem}\n"                                            \
	".logo{display:block;margin:0 0 1rem;background:#fff;padding:.25rem}\n"          \
	".stack{font-size:1.15rem;color:var(--soft)}\n"                                  \
	"nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem "       \
	"1.25rem}\n"                                                                     \
	"a{color:var(--head)}\n"                                                         \
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem "              \
	"1.25rem;margin:1rem "                                                           \
	"0}\n"                                                                           \
	"dt{color:var(--soft)}dd{margin:0;font-weight:600;overflow-wrap:anywhere}\n"     \
	".two{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));"    \
	"gap:0 2rem}\n"                                                                  \
	".wide{overflow-x:auto}\n"                                                       \
	"table{border-collapse:collapse;width:100%;margin:.75rem 0}\n"                   \
	"caption{text-align:left;color:var(--soft);padding:.25rem 0;font-size:.92rem}\n" \
	"th,td{padding:.3rem "                                                           \
	".6rem;text-align:left;vertical-align:top;border-bottom:1px solid "              \
	"var(--line)}\n"                                                                 \
	"thead th{background:var(--pale);vertical-align:bottom}thead "                   \
	".n{white-space:normal}\n"                                                       \
	"tbody "                                                                         \
	"th,td{overflow-wrap:break-word}.t{overflow-wrap:anywhere;min-width:12rem}"      \
	"tbody "                                                                         \
	"th{font-weight:500}\n"                                                          \
	".n,td.n{text-align:right;min-width:0;white-space:nowrap;font-variant-numeric:"  \
	"tabular-nums;"                                                                  \
	"overflow-wrap:normal}\n"                                                        \
	"tfoot th,tfoot td,.sum th,.sum td{font-weight:700;border-top:2px solid "        \
	"var(--head)}\n"                                                                 \
	".lead{font-size:1.35rem;font-weight:700}\n"                                     \
	"figure{margin:1rem 0}figcaption{color:var(--soft);font-size:.92rem}\n"          \
	"svg{display:block;width:100%;height:auto;font-family:inherit}\n"                \
	".b1{fill:var(--bar)}.b2{fill:var(--light)}.b3{fill:var(--faint);stroke:var(--"  \
	"bar)}"                                                                          \
	".bd{fill:var(--band);stroke:var(--soft);stroke-dasharray:4 "                    \
	"2}.gr{stroke:var(--line)}"                                                      \
	".ax{stroke:var(--soft)}.cv{stroke:var(--bar);stroke-width:2.5}.mk{fill:var(--"  \
	"mark);"                                                                         \
	"stroke:var(--ground)}.tx{fill:var(--ink)}.nt{fill:var(--soft)}\n"               \
	"ul,ol{padding-left:1.25rem}li{margin:.2rem 0}\n"                                \
	".sign{display:grid;grid-template-columns:1fr 1fr;gap:2rem;margin-top:2rem}\n"   \
	".line{border-bottom:1px solid var(--ink);height:3.5rem}\n"                      \
	".small{font-size:.9rem;color:var(--soft)}\n"                                    \
	".warning{font-weight:600;border-left:.3rem solid #c0392b;padding-left:.6rem}\n" \
	"@media "                                                                        \
	"print{:root{--ink:#000;--soft:#444;--ground:#fff;--pale:#f0f0f0;--line:#bbb;"   \
	"--head:#1f3a5f;--bar:#2a7f9e;--light:#6db3c9;--faint:#c3e1ea;--band:#dfe4ea;"   \
	"--mark:#1f3a5f}body{max-width:none;padding:0;font-size:10pt}nav{display:none}"  \
	"h2{margin-top:1.5rem}th,td{padding:.12rem "                                     \
	".5rem}h2,h3,caption,thead{break-after:avoid}tbody "                             \
	"tr:first-child{break-before:avoid}figure,tr,.sign{break-inside:avoid}"          \
	"thead{display:table-header-group}tfoot{display:table-row-group}svg{print-"      \
	"color-adjust:exact}@page{margin:"                                               \
	"16mm}}\n"

/* A brand's colours, on white: what %06x stand for is the colour, the accent, its light
 * and its pale tint. */
#define FORM_STYLE_COLOURS                                                               \
	":root{--head:#%06x;--mark:#%06x;--bar:#%06x;--light:#%06x;--faint:#%06x}"
#define FORM_STYLE_LIGHT "@media(prefers-color-scheme:light){%s}\n@media print{%s}\n"

#endif

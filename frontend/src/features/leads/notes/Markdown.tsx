import ReactMarkdown, { defaultUrlTransform, type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

const member = /^member:/;

// Made into elements, never into HTML text; a picture would tell its host who reads the note, so it stays a link.
const components: Components = {
  a: ({ href = "", children }) =>
    member.test(href) ? (
      <span className="rounded-xs bg-accent-wash px-1 py-px font-medium text-accent-text">{children}</span>
    ) : (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent-text underline underline-offset-2"
      >
        {children}
      </a>
    ),
  img: ({ src, alt }) => (
    <a
      href={typeof src === "string" ? src : ""}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline underline-offset-2"
    >
      {alt || "Picture"}
    </a>
  ),
  // The headings of a note are not those of the page.
  h1: Title,
  h2: Title,
  h3: Title,
  h4: Title,
  h5: Title,
  h6: Title,
  p: ({ children }) => <p className="whitespace-pre-line">{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-0.5 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal space-y-0.5 pl-5">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="space-y-2 border-l-2 border-line-strong pl-3 text-soft">{children}</blockquote>
  ),
  code: ({ children }) => (
    <code className="rounded-xs bg-pressed px-1 py-px font-mono text-sm">{children}</code>
  ),
  pre: ({ children }) => (
    <pre
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-sunken p-3 text-sm [&>code]:bg-transparent [&>code]:p-0"
    >
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div className="overflow-x-auto" role="group" aria-label="Table" tabIndex={0}>
      <table className="text-sm [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:border-line [&_th]:bg-sunken [&_th]:px-2 [&_th]:py-1 [&_th]:text-left">
        {children}
      </table>
    </div>
  ),
  hr: () => <hr className="border-line" />,
  input: ({ checked }) => <span className="font-mono">{checked ? "☑" : "☐"} </span>,
};

function Title({ children }: { children?: React.ReactNode }) {
  return <p className="font-semibold text-ink">{children}</p>;
}

const plugins = [remarkGfm];

export default function Markdown({ text }: { text: string }) {
  return (
    <div className="min-w-0 space-y-2 text-base text-ink" dir="auto">
      <ReactMarkdown
        remarkPlugins={plugins}
        components={components}
        urlTransform={(url) => (member.test(url) ? url : defaultUrlTransform(url))}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

import { cva, type VariantProps } from "class-variance-authority";

export const button = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-[background-color,border-color,color,box-shadow,scale] duration-150 active:scale-[0.985] disabled:pointer-events-none disabled:opacity-60 aria-disabled:opacity-60",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent shadow-card hover:bg-accent-hover",
        secondary:
          "border border-line-strong bg-raised text-ink shadow-card hover:bg-sunken dark:hover:bg-pressed",
        ghost: "text-soft hover:bg-hover hover:text-ink",
        danger: "bg-danger text-on-accent shadow-card hover:bg-danger-hover",
        "danger-quiet":
          "border border-line-strong bg-raised text-danger-text shadow-card hover:border-danger-line hover:bg-danger-wash",
      },
      size: {
        sm: "h-7 px-2.5 text-sm max-md:h-11 max-md:px-3.5",
        md: "h-9 px-3.5 text-base max-md:h-11",
        lg: "h-11 px-5 text-base",
        icon: "size-8 max-md:size-11",
      },
      wide: { true: "w-full" },
    },
    defaultVariants: { look: "secondary", size: "md" },
  },
);

export type ButtonLook = VariantProps<typeof button>;

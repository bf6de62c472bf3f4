import { type RefObject, useEffect, useState } from "react";

/** Whether the element can be seen: on the screen, in a tab that is shown. */
export function useVisible(host: RefObject<HTMLElement | null>): boolean {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let inSight = false;
    const apply = () => setVisible(inSight && document.visibilityState === "visible");
    const observer = new IntersectionObserver((entries) => {
      inSight = entries.at(-1)?.isIntersecting ?? false;
      apply();
    });
    observer.observe(element);
    document.addEventListener("visibilitychange", apply);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", apply);
    };
  }, [host]);
  return visible;
}

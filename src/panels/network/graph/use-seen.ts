import { type RefObject, useEffect, useRef } from "react";

/** An element that is scrolled into sight when it appears, where it is not already. */
export function useSeen<Kind extends Element>(): RefObject<Kind | null> {
  const element = useRef<Kind>(null);
  useEffect(() => {
    // Newer browsers give a promise back, which is no clean-up.
    element.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return element;
}

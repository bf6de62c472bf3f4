import { type RefObject, useEffect, useState } from "react";

/** null where the browser cannot: then there is nothing to offer. */
export type FullScreen = { readonly on: boolean; readonly toggle: () => void } | null;

/** An element that can fill the screen; Escape brings the page back. */
export function useFullScreen(element: RefObject<HTMLElement | null>): FullScreen {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const note = () => setOn(document.fullscreenElement === element.current);
    document.addEventListener("fullscreenchange", note);
    return () => document.removeEventListener("fullscreenchange", note);
  }, [element]);
  if (!document.fullscreenEnabled) return null;
  return {
    on,
    toggle: () => void (on ? document.exitFullscreen() : element.current?.requestFullscreen()),
  };
}

/** A view fills part by part: places are kept, or lie below what is there, so that nothing jumps. */
import { type ReactNode, startTransition, useEffect, useState } from "react";
import { waitForTurn } from "../stores/turns.ts";

/** Whether it is time to mount what takes long. */
export function useTurn(): boolean {
  const [hasCome, setHasCome] = useState(false);
  useEffect(() => {
    if (hasCome) return;
    // Once the part is mounted this is cleaned up, and with that it is the next one's turn.
    return waitForTurn(() => startTransition(() => setHasCome(true)));
  }, [hasCome]);
  return hasCome;
}

/** Its children are mounted when their turn has come. */
export function InTurn({ children }: { children: ReactNode }) {
  return useTurn() ? children : null;
}

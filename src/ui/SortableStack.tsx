/**
 * A stack whose entries are sorted by drag, and a palette whose entries are dragged into it, by
 * mouse, touch or keyboard. The only file that knows the drag library.
 */
import { AutoScroller, Feedback, KeyboardSensor, PointerActivationConstraints } from "@dnd-kit/dom";
import {
  DragDropProvider,
  type DragEndEvent,
  type DragMoveEvent,
  type DragOverEvent,
  PointerSensor,
  useDraggable,
  useDroppable,
} from "@dnd-kit/react";
import { isSortable, useSortable } from "@dnd-kit/react/sortable";
import { createContext, type ReactNode, useContext, useState } from "react";

export type DragReport =
  | {
      readonly type: "picked" | "moved" | "dropped" | "cancelled";
      readonly id: string;
      readonly place: number;
    }
  | { readonly type: "outside"; readonly kind: string };

interface SortableStackProps {
  /** An entry was dropped at a place, counted from 0 without the fixed ends. */
  onMove: (id: string, place: number) => void;
  /** An entry of the palette was dropped at a place. */
  onInsert: (kind: string, place: number) => void;
  /** What can be announced. */
  onReport: (report: DragReport) => void;
  children: ReactNode;
}

/** Where an entry of the palette would be inserted; null while none is over the stack. */
const Insertion = createContext<number | null>(null);

const entryType = "entry";
const paletteType = "palette";

/** A click stays a click: the mouse must move, a finger must rest, before a drag begins. */
const sensors = [
  PointerSensor.configure({
    activationConstraints: ({ pointerType }) =>
      pointerType === "touch"
        ? [new PointerActivationConstraints.Delay({ value: 200, tolerance: 8 })]
        : [new PointerActivationConstraints.Distance({ value: 4 })],
  }),
];
const plugins = [AutoScroller, Feedback];

type Operation = DragMoveEvent["operation"];

function paletteKind(operation: Operation): string | null {
  const { source } = operation;
  return source?.type === paletteType ? String(source.id).slice(paletteType.length) : null;
}

/** Before or behind the entry under the pointer, whichever is nearer. */
function insertionPlace({ target, position }: Operation): number | null {
  if (!target) return null;
  if (!isSortable(target)) {
    const place: unknown = target.data["place"];
    return typeof place === "number" ? place : null;
  }
  const middle = target.shape?.center.y ?? 0;
  return target.index + (position.current.y > middle ? 1 : 0);
}

export function SortableStack({ onMove, onInsert, onReport, children }: SortableStackProps) {
  const [insertion, setInsertion] = useState<number | null>(null);

  function track({ operation }: DragMoveEvent | DragOverEvent): void {
    setInsertion(paletteKind(operation) === null ? null : insertionPlace(operation));
  }
  function onDragOver(event: DragOverEvent): void {
    track(event);
    const { source, target } = event.operation;
    if (isSortable(source) && isSortable(target) && source.id !== target.id) {
      onReport({ type: "moved", id: String(source.id), place: target.index });
    }
  }
  function onDragEnd({ operation, canceled }: DragEndEvent): void {
    setInsertion(null);
    const { source } = operation;
    const kind = paletteKind(operation);
    if (isSortable(source)) {
      const place = canceled ? source.initialIndex : source.index;
      onReport({ type: canceled ? "cancelled" : "dropped", id: String(source.id), place });
      if (place !== source.initialIndex) onMove(String(source.id), place);
    } else if (kind !== null && !canceled) {
      const place = insertionPlace(operation);
      if (place === null) onReport({ type: "outside", kind });
      else onInsert(kind, place);
    }
  }

  return (
    <DragDropProvider
      plugins={plugins}
      sensors={[...sensors, KeyboardSensor]}
      onDragStart={({ operation: { source } }) => {
        if (isSortable(source)) {
          onReport({ type: "picked", id: String(source.id), place: source.index });
        }
      }}
      onDragMove={track}
      onDragOver={onDragOver}
      onDragEnd={onDragEnd}
    >
      <Insertion value={insertion}>{children}</Insertion>
    </DragDropProvider>
  );
}

/** An entry at a place; `ref` goes to its element, `handleRef` to the button that drags it. */
export function useStackEntry(id: string, place: number) {
  const { ref, handleRef, isDragging } = useSortable({
    id,
    index: place,
    type: entryType,
    accept: [entryType, paletteType],
  });
  return { ref, handleRef, isDragging, insertBefore: useContext(Insertion) === place };
}

/** A fixed end of the stack: entries of the palette dropped on it go to `place`. */
export function useStackEnd(id: string, place: number) {
  const { ref } = useDroppable({ id, accept: paletteType, data: { place } });
  return { ref, insertBefore: useContext(Insertion) === place };
}

/** An entry of the palette, a button: pressing it is up to the caller, dragging it inserts. */
export function usePaletteEntry(kind: string) {
  const { ref, isDragging } = useDraggable({
    id: paletteType + kind,
    type: paletteType,
    sensors,
    plugins: [Feedback.configure({ feedback: "clone" })],
  });
  return { ref, isDragging };
}

import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import { t } from "../../../i18n/index.ts";
import { classNames } from "../../../ui/class-names.ts";
import { useStackEnd } from "../../../ui/SortableStack.tsx";
import styles from "./ConnectionLine.module.css";
import type { Connection, Route } from "./layout.ts";

export interface ConnectionActions {
  readonly choose: (connection: Connection) => void;
  readonly disconnect: (connection: Connection) => void;
}

type ConnectionData = {
  connection: Connection;
  /** Among all connections: where an entry of the palette dropped on it goes. */
  place: number;
  route: Route;
  /** Names of its ends. */
  ends: { readonly from: string; readonly to: string };
  chosen: boolean;
  actions: ConnectionActions;
};

export type ConnectionType = Edge<ConnectionData, "connection">;

/** A line from one layer to another, with a button in its middle that chooses it. */
export function ConnectionLine({ data }: EdgeProps<ConnectionType>) {
  return data ? <Line {...data} /> : null;
}

function Line({ connection, place, route, ends, chosen, actions }: ConnectionData) {
  const { ref, insertBefore } = useStackEnd(`connection ${connection.id}`, place);
  const { x, y } = route.middle;
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    actions.disconnect(connection);
  }
  return (
    <>
      <BaseEdge
        path={route.path}
        interactionWidth={14}
        className={classNames(styles.line, (chosen || insertBefore) && styles.chosen)}
      />
      <EdgeLabelRenderer>
        <div
          ref={ref}
          className={styles.drop}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          <button
            type="button"
            className={classNames("nopan", styles.middle, insertBefore && styles.over)}
            aria-label={t("graph.connection", ends)}
            aria-pressed={chosen}
            onClick={(event) => {
              // It lies in the line for React, and pressing the line chooses it too.
              event.stopPropagation();
              actions.choose(connection);
            }}
            onKeyDown={onKeyDown}
          >
            <Plus size={12} aria-hidden="true" />
          </button>
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

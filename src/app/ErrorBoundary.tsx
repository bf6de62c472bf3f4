import { Component, type ErrorInfo, type ReactNode } from "react";
import { t } from "../i18n/index.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./ErrorBoundary.module.css";

interface ErrorBoundaryProps {
  children: ReactNode;
}

interface ErrorBoundaryState {
  error: Error | null;
  stack: string;
}

/** Keeps a fault in one part of the page from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, stack: "" };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_: unknown, info: ErrorInfo): void {
    this.setState({ stack: info.componentStack ?? "" });
  }

  override render(): ReactNode {
    const { error, stack } = this.state;
    if (!error) return this.props.children;
    const report = `Trainyard ${__APP_VERSION__}\n${error.stack ?? error.message}\n${stack}`;
    return (
      <div role="alert" className={styles.crash}>
        <h2>{t("app.crashTitle")}</h2>
        <p>{t("app.crashBody")}</p>
        <textarea
          readOnly
          rows={4}
          aria-label={error.name}
          className={styles.report}
          value={report}
        />
        <Button variant="primary" onClick={() => location.reload()}>
          {t("app.reload")}
        </Button>
      </div>
    );
  }
}

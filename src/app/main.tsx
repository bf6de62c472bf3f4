import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { bootDocument, bootEngine, bootLanguage } from "./boot.ts";

const root = document.getElementById("root");
if (root) {
  await bootLanguage();
  bootDocument();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  bootEngine();
}

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <main>Trainyard {__APP_VERSION__}</main>
    </StrictMode>,
  );
}

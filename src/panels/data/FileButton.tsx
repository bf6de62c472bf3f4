import { FolderOpen } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../ui/Button.tsx";

interface FileButtonProps {
  label: string;
  primary?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** Opens the browser's own picker. */
export function FileButton({ label, primary = false, disabled = false, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={primary ? "primary" : "plain"}
        disabled={disabled}
        icon={<FolderOpen size={15} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was mended.
          event.target.value = "";
          onFiles(files);
        }}
      />
    </>
  );
}

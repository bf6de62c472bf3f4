import { expect, test } from "@playwright/test";

test("the built page loads under its content policy without an error", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));

  const response = await page.goto("/");

  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  await expect(page.locator("#root > *").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(complaints).toEqual([]);
});

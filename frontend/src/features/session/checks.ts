/** Only what a person can see is missing; the server decides what is valid. */
export function checkEmail(email: string): { email?: string } {
  if (!email.trim()) return { email: "Enter your work email." };
  if (!/^\S+@\S+$/.test(email.trim())) return { email: "Enter an email address such as name@company.com." };
  return {};
}

export const shortestPassword = 12;

/** As the server counts: characters, not UTF-16 halves of them. */
export const lengthOf = (password: string) => Array.from(password).length;

export function checkNewPassword(password: string): { password?: string } {
  if (!password) return { password: "Choose a password." };
  if (lengthOf(password) < shortestPassword)
    return { password: `Use at least ${shortestPassword} characters.` };
  return {};
}

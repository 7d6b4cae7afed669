import { answer, client } from "./client";
import { q } from "./query";
import type { components } from "./contract";

export type Session = components["schemas"]["SessionView"];
export type Permission = Session["permissions"][number];

export const sessionQuery = { ...q("/api/v1/session"), staleTime: Infinity };

export const can = (session: Session, permission: Permission) => session.permissions.includes(permission);

export const signIn = (body: components["schemas"]["SignInBody"]) =>
  answer(client.POST("/api/v1/session", { body }));

export const signUp = (body: components["schemas"]["SignUpBody"]) =>
  answer(client.POST("/api/v1/sign-up", { body }));

export async function signOut() {
  await client.DELETE("/api/v1/session");
}

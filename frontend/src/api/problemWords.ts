import { learn } from "./problem";

learn({
  lead_exists: "Another lead has this address already.",
  version_conflict: "Somebody else changed this in the meantime.",
  malformed_query: "This filter can’t be read. Change or clear it.",
  pipeline_in_use: "This pipeline still has leads in it, or it is the only one.",
  stage_in_use: "This stage still has leads in it. Say where they go first.",
  last_owner: "A workspace needs an owner. Make somebody else one first.",
  zoom_not_configured:
    "This installation isn’t set up for Zoom yet. Whoever runs it must add the app’s credentials.",
  zoom_already_linked: "This Zoom account is already linked to another workspace.",
  zoom_unavailable: "Zoom isn’t answering at the moment.",
  zoom_code_rejected: "Zoom didn’t accept the authorization.",
  authorization_expired: "The authorization took too long and has expired.",
  authorization_mismatch: "The answer from Zoom doesn’t belong to an authorization started in this browser.",
  not_the_author: "Only who wrote a note can change its words.",
  cannot_see_lead: "They can’t see this lead.",
  field_in_use: "Leads still have values in this field.",
  field_quarantined: "This field is quarantined, so it takes no values.",
  lead_merged: "This lead was merged into another one.",
  undo_expired: "It is too late to undo this.",
  merge_undone: "This was undone already.",
  lead_in_bin: "This lead is in the bin. Take it out first.",
  name_taken: "Another one has this name.",
  limit_reached: "There are as many as there can be.",
});

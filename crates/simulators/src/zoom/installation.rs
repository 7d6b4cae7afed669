//! Which users added the app, and how they remove it.

use super::account::Zoom;
use super::event;

impl Zoom {
    pub fn is_installed(&self, user_id: &str) -> bool {
        self.known.lock().installed.contains(user_id)
    }

    /// Marks a user as having added the app without going through OAuth.
    pub fn install(&self, user_id: &str) -> anyhow::Result<()> {
        let mut known = self.known.lock();
        let user_id = known.user(user_id)?.id.clone();
        known.installed.insert(user_id);
        Ok(())
    }

    /// The user removes the app: tokens die, events stop, and `app_deauthorized` is sent.
    pub fn uninstall(&self, user_id: &str) -> anyhow::Result<()> {
        let mut known = self.known.lock();
        let user = known.user(user_id)?.clone();
        known.installed.remove(user_id);
        known.grants.forget(user_id);
        drop(known);
        self.publish_to_all(&self.deauthorization(&user)?);
        Ok(())
    }

    fn deauthorization(&self, user: &super::user::ZoomUser) -> anyhow::Result<event::Event> {
        event::deauthorized(user, &self.config.client_id, &self.random.hex::<32>(), self.now())
    }
}

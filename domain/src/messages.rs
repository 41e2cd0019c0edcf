//! The kinds of messages to the world outside.

code_words! {
    /// How a message leaves.
    pub enum MessageKind {
        /// One letter to one address, rendered when it was written.
        Letter => "letter",
        /// One letter to many accounts, rendered for each when it is handed over.
        BulkLetter => "bulk_letter",
        /// A text message to a telephone.
        TextMessage => "text_message",
        /// An HTTP request to a subscriber.
        WebhookCall => "webhook_call",
    }
}

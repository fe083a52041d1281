#pragma once

#include "app/client/database.h"
#include "app/client/drafts.h"
#include "app/client/outbox.h"

#include <map>
#include <vector>

namespace app {

// On the disk: what exists nowhere else, because the server does not have it yet. Messages on their
// way, in the order they were written, and drafts. Every commit survives a power cut. Belongs to
// one thread.
class OutboxDatabase {
public:
    struct Content {
        std::vector<OutboxMessage> messages;
        std::map<QByteArray, Drafts> drafts; // by room
    };

    explicit OutboxDatabase(const QString &file);

    Database &database() { return m_database; }

    bool load(Content &content);
    // New, or in place of the one with its key, or with the key it `replaces`.
    bool put(const OutboxMessage &message, const QByteArray &replaces = {});
    bool remove(const QByteArray &key);
    bool putDraft(const QByteArray &room, const QString &text, const QByteArray &replyTo = {});
    bool putAll(const Content &content);

    // What can still be read of a damaged file, which is not changed.
    static Content salvage(const QString &file);

private:
    Database m_database;
};

} // namespace app

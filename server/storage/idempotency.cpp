#include "server/storage/idempotency.h"

#include <QCryptographicHash>

namespace server {

QByteArray keyDigest(const AppendEntry &entry)
{
    QCryptographicHash hash(QCryptographicHash::Blake2s_128);
    // The length keeps ("a", "bc") and ("ab", "c") apart.
    hash.addData(QByteArray::number(entry.author.size()));
    hash.addData(":");
    hash.addData(entry.author);
    hash.addData(entry.idempotencyKey);
    return hash.result();
}

QByteArray contentDigest(const AppendEntry &entry)
{
    const QByteArray &said = entry.contentHash.isEmpty() ? entry.payload : entry.contentHash;
    return QCryptographicHash::hash(said, QCryptographicHash::Blake2s_128);
}

LogError keyReused(const AppendEntry &entry)
{
    return {"key-reused",
        QStringLiteral("The idempotency key \"%1\" was used for something else in this room.")
            .arg(QString::fromUtf8(entry.idempotencyKey))};
}

LogError idReused(const AppendEntry &entry)
{
    return {"id-reused",
        QStringLiteral("The room \"%1\" already has an entry \"%2\".")
            .arg(QString::fromUtf8(entry.room), QString::fromUtf8(entry.id))};
}

LogError noSuchRoom(const QByteArray &room)
{
    return {
        "no-such-room", QStringLiteral("There is no room \"%1\".").arg(QString::fromUtf8(room))};
}

} // namespace server

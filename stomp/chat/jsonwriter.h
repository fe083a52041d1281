#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

namespace chat {

// Writes one JSON object, compact, as QJsonDocument would if the names come in their order: for
// what is written for every message.
class JsonWriter {
public:
    explicit JsonWriter(qsizetype reserved);

    // Names need no escapes. UTF-8.
    void text(QByteArrayView name, QByteArrayView value);
    void number(QByteArrayView name, qint64 value);
    void truth(QByteArrayView name, bool value);
    void null(QByteArrayView name);
    void beginObject(QByteArrayView name);
    void endObject();

    // Once, at the end.
    QByteArray take();

private:
    void begin(QByteArrayView name);

    QByteArray m_json;
};

} // namespace chat

#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QtGlobal>

#include <unordered_map>

namespace server {

// How much each person may say: a bucket that fills up by so many messages a minute. Broker thread.
class MessageRate {
public:
    explicit MessageRate(int perMinute); // 0: no limit

    // Whether one more is allowed now; it is then counted.
    bool take(const QByteArray &person, qint64 nowMs);
    void forget(const QByteArray &person);

private:
    struct Bucket {
        double messages = 0;
        qint64 filledAt = 0;
    };

    double filled(const Bucket &bucket, qint64 nowMs) const;
    void forgetFull(qint64 nowMs);

    double m_perMinute;
    std::size_t m_worthLooking; // so many buckets, and the full ones are thrown away
    std::unordered_map<QByteArray, Bucket> m_buckets; // by person; who has none has a full one
};

} // namespace server

#pragma once

#include "stomp/error.h"
#include "stomp/version.h"

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace stomp {

// Headers of a frame in their order; of a name that repeats the first entry decides
// (1.2, Repeated Header Entries). Names and values are unescaped.
class Headers {
public:
    using Entry = std::pair<QByteArray, QByteArray>;

    Headers() = default;
    Headers(std::initializer_list<Entry> entries);

    // Adds an entry behind the others, also when the name is there already.
    void append(QByteArray name, QByteArray value);
    // Replaces every entry of this name by one.
    void set(QByteArrayView name, QByteArray value);
    void remove(QByteArrayView name);
    void reserve(std::size_t count);

    bool contains(QByteArrayView name) const;
    std::optional<QByteArray> find(QByteArrayView name) const;
    // The first value, or an empty one.
    QByteArray value(QByteArrayView name) const;

    bool isEmpty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    std::vector<Entry>::const_iterator begin() const { return m_entries.begin(); }
    std::vector<Entry>::const_iterator end() const { return m_entries.end(); }

    friend bool operator==(const Headers &, const Headers &) = default;

private:
    const Entry *entry(QByteArrayView name) const;

    std::vector<Entry> m_entries;
};

// Appends `text` to `out` as the version writes names and values. An error when the version has no
// way to say it: CR in 1.1, LF in 1.0, a colon in a name of 1.0 (S-046).
Result<void> appendEscaped(QByteArray &out, QByteArrayView text, Version version, bool isName);

// Undoes the escapes of the version in one pass from left to right; any unknown escape is an error.
Result<QByteArray> unescape(QByteArrayView text, Version version);

} // namespace stomp

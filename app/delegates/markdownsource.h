#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace app {

// A message's text as md4c gets it: UTF-8, with what people write in chats without meaning Markdown
// kept from being taken for it: "3~5시", "2026. 11. 22.", ">_<", "^_^". What is put in for that is
// never shown.
struct MarkdownSource {
    QByteArray bytes;
    std::vector<int> origins; // of each byte, and of the end: where it stands in the text
    std::vector<bool> inserted; // bytes that the text does not have

    static MarkdownSource of(const QString &text);
};

} // namespace app

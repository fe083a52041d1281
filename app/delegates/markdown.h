#pragma once

#include <QString>
#include <QUrl>

#include <vector>

namespace app {

// A part of a block's text that looks or acts differently. Spans may overlap.
struct TextSpan {
    enum class Style { Strong, Emphasis, Strike, Code, Link };

    Style style = Style::Strong;
    int start = 0;
    int length = 0;
    QUrl url; // of a link

    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

// One paragraph, heading, piece of code or rule of a message.
struct TextBlock {
    enum class Kind { Paragraph, Heading, Code, Rule };
    enum class Container { Quote, List };

    Kind kind = Kind::Paragraph;
    std::vector<Container> containers; // what it stands in, the outermost first
    QString marker; // of a list's item: "•", "3."
    QString text; // lines are parted by line separators
    std::vector<TextSpan> spans;
    // Where each character, and the end, stands in what was written: a selection is one of that.
    std::vector<int> origins;
};

// What a message's Markdown shows. Never raw HTML; links are http, https and mailto, and an address
// that is shown is the one that is opened. What is very long is shown as it was written.
std::vector<TextBlock> parseMarkdown(const QString &source);

// Without marks: for quotes.
QString firstLineOfMarkdown(const QString &source);

} // namespace app

#include "app/delegates/markdown.h"

#include "app/delegates/links.h"
#include "app/delegates/markdownreader.h"

#include <algorithm>

namespace app {

namespace {

constexpr qsizetype maximumLength = 20'000;

std::vector<TextBlock> asWritten(const QString &source)
{
    TextBlock block;
    block.text = QString(source).replace(u'\n', QChar::LineSeparator);
    for (int i = 0; i <= static_cast<int>(source.size()); ++i)
        block.origins.push_back(i);
    for (const Link &link : findLinks(source))
        block.spans.push_back({TextSpan::Style::Link, link.start, link.length, link.url});
    return {block};
}

} // namespace

std::vector<TextBlock> parseMarkdown(const QString &source)
{
    if (source.size() <= maximumLength) {
        MarkdownReader reader(source);
        std::vector<TextBlock> blocks = reader.read() ? reader.take() : std::vector<TextBlock>();
        const bool isShown = std::any_of(blocks.begin(), blocks.end(), [](const TextBlock &block) {
            return !block.text.isEmpty() || block.kind == TextBlock::Kind::Rule;
        });
        if (isShown)
            return blocks;
    }
    return asWritten(source);
}

QString firstLineOfMarkdown(const QString &source)
{
    for (const TextBlock &block : parseMarkdown(source)) {
        const QString line = block.text.section(QChar::LineSeparator, 0, 0).trimmed();
        if (!line.isEmpty())
            return line;
    }
    return {};
}

} // namespace app

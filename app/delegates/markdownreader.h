#pragma once

#include "app/delegates/markdown.h"
#include "app/delegates/markdownsource.h"

#include <QStringView>

#include <md4c.h>

#include <cstddef>
#include <utility>

namespace app {

// Gathers what md4c reports.
class MarkdownReader {
public:
    explicit MarkdownReader(const QString &text)
        : m_text(text)
        , m_source(MarkdownSource::of(text))
    {
    }

    bool read();
    std::vector<TextBlock> take() { return std::move(m_blocks); }

private:
    struct List {
        bool isOrdered = false;
        unsigned number = 0;
        char delimiter = '.';
    };
    struct OpenSpan {
        TextSpan::Style style;
        int start;
        QUrl url;
    };

    int enterBlock(MD_BLOCKTYPE type, const void *detail);
    int leaveBlock(MD_BLOCKTYPE type);
    int enterSpan(MD_SPANTYPE type, const void *detail);
    int leaveSpan(MD_SPANTYPE type);
    int text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size);
    void enterItem();
    void leaveItem();
    void open(TextBlock::Kind kind);
    void close();
    TextBlock &block();
    void appendSource(std::size_t from, std::size_t to);
    void appendOther(QStringView words);
    static bool isShownTruly(const QString &label, const QUrl &url);
    void findAddresses(TextBlock &block) const;
    static MarkdownReader &of(void *reader) { return *static_cast<MarkdownReader *>(reader); }

    const QString &m_text;
    MarkdownSource m_source;
    std::vector<TextBlock> m_blocks;
    std::vector<TextBlock::Container> m_containers;
    std::vector<List> m_lists;
    std::vector<OpenSpan> m_spans;
    QString m_marker; // for the next block
    int m_end = 0; // behind what was shown last, in what was written
    bool m_isOpen = false;
};

} // namespace app

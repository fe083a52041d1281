#pragma once

#include "app/delegates/appearance.h"
#include "app/delegates/blocklayout.h"
#include "app/delegates/names.h"

#include <QByteArray>
#include <QCache>
#include <QSize>
#include <QString>
#include <QUrl>

#include <vector>

namespace app {

// The text of one message with its Markdown, laid out once for one width and painted many times.
// Characters are counted in what was written, marks and all.
class MessageText {
public:
    MessageText(
        const QString &text, int width, const Appearance &appearance, const KnownNames &names = {});

    bool isFor(const QString &text, int width) const;
    const QString &source() const { return m_source; }
    QSize size() const { return m_size; }
    int lastLineWidth() const { return m_lastLineWidth; }

    int characterAt(QPointF point) const;
    const QUrl *linkAt(QPointF point) const;
    // The code whose copy button is there; empty: none.
    QString copyableAt(QPointF point) const;
    void draw(QPainter &painter, QPointF position, const QColor &color,
        const Appearance &appearance, const SourceRange &selection = {}) const;

private:
    const BlockLayout *blockAt(QPointF point) const;

    QString m_source;
    int m_width = 0;
    std::vector<BlockLayout> m_blocks;
    QSize m_size;
    int m_lastLineWidth = 0;
};

// All code of a message, to be copied by the keyboard; empty: none.
QString codeOf(const QString &text);

// The laid out texts of the rows that were on the screen lately.
class MessageTextCache {
public:
    explicit MessageTextCache(int capacity = 2000);

    const MessageText &text(const QByteArray &id, const QString &text, int width,
        const Appearance &appearance, const KnownNames &names);
    void clear() { m_texts.clear(); }

private:
    QCache<QByteArray, MessageText> m_texts;
};

} // namespace app

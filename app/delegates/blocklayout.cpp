#include "app/delegates/blocklayout.h"

#include "app/delegates/icons.h"

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPainter>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int quoteIndent = 14;
constexpr int listIndent = 22;
constexpr int codePadding = 8;
constexpr int copyIcon = 16;
constexpr int copyRoom = copyIcon + 2 * Space::Tiny;
constexpr int ruleHeight = 13;

int indent(TextBlock::Container container)
{
    return container == TextBlock::Container::Quote ? quoteIndent : listIndent;
}

const QFont &fontOf(const TextBlock &block, const Appearance &appearance)
{
    switch (block.kind) {
    case TextBlock::Kind::Code:
        return appearance.fonts.code;
    case TextBlock::Kind::Heading:
        return appearance.fonts.title;
    case TextBlock::Kind::Paragraph:
    case TextBlock::Kind::Rule:
        break;
    }
    return appearance.fonts.body;
}

} // namespace

BlockLayout::BlockLayout(
    TextBlock block, int width, const Appearance &appearance, const KnownNames &names)
    : m_block(std::move(block))
{
    for (const TextBlock::Container container : m_block.containers)
        m_left += indent(container);
    m_left = std::min<qreal>(m_left, width / 2);
    if (m_block.kind == TextBlock::Kind::Rule) {
        m_height = ruleHeight;
        m_right = m_lastLineRight = width;
        return;
    }
    if (isCode()) {
        m_padding = codePadding;
        m_left += codePadding;
    }
    m_layout = std::make_unique<QTextLayout>(m_block.text, fontOf(m_block, appearance));
    QTextOption option;
    option.setWrapMode(
        isCode() ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(4 * QFontMetricsF(appearance.fonts.code).horizontalAdvance(u' '));
    m_layout->setTextOption(option);
    format(appearance, names);
    layOut(width);
}

void BlockLayout::format(const Appearance &appearance, const KnownNames &names)
{
    // One format for each character first: spans may overlap.
    std::vector<QTextCharFormat> formats(static_cast<std::size_t>(m_block.text.size()));
    for (const TextSpan &span : m_block.spans) {
        const QTextCharFormat format = formatOf(span, appearance);
        for (int i = span.start; i < span.start + span.length; ++i)
            formats[static_cast<std::size_t>(i)].merge(format);
    }
    const auto called = isCode() ? std::vector<CalledName>() : findNames(m_block.text, names);
    for (const CalledName &name : called) {
        QTextCharFormat format;
        format.setForeground(appearance.colors.accent);
        if (name.isSelf)
            format.setBackground(appearance.colors.selection);
        for (int i = name.start; i < name.start + name.length; ++i)
            formats[static_cast<std::size_t>(i)].merge(format);
    }
    QList<QTextLayout::FormatRange> ranges;
    for (int i = 0; i < static_cast<int>(formats.size()); ++i) {
        const QTextCharFormat &format = formats[static_cast<std::size_t>(i)];
        if (format.isEmpty())
            continue;
        if (!ranges.isEmpty() && ranges.last().start + ranges.last().length == i
            && ranges.last().format == format)
            ++ranges.last().length;
        else
            ranges.append({i, 1, format});
    }
    m_layout->setFormats(ranges);
}

QTextCharFormat BlockLayout::formatOf(const TextSpan &span, const Appearance &appearance) const
{
    QTextCharFormat format;
    switch (span.style) {
    case TextSpan::Style::Strong:
        format.setFontWeight(QFont::Bold);
        break;
    case TextSpan::Style::Emphasis:
        format.setFontItalic(true);
        break;
    case TextSpan::Style::Strike:
        format.setFontStrikeOut(true);
        break;
    case TextSpan::Style::Code:
        format.setFontFamilies(appearance.fonts.code.families());
        format.setFontPointSize(appearance.fonts.code.pointSizeF());
        format.setBackground(appearance.colors.hover);
        break;
    case TextSpan::Style::Link:
        format.setForeground(appearance.colors.accent);
        format.setFontUnderline(true);
        break;
    }
    return format;
}

void BlockLayout::layOut(int width)
{
    const qreal used = m_left + (isCode() ? codePadding + copyRoom : 0);
    qreal height = 0;
    m_layout->setCacheEnabled(true);
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(std::max<qreal>(20, width - used));
        line.setPosition(QPointF(0, height));
        height += line.height();
        m_right = std::max(m_right, m_left + line.naturalTextWidth());
        m_lastLineRight = m_left + line.naturalTextWidth();
    }
    m_layout->endLayout();
    m_height = std::max(height, QFontMetricsF(m_layout->font()).height()) + 2 * m_padding;
    if (isCode()) {
        m_right = std::max(
            std::min<qreal>(width, m_right + codePadding + copyRoom), std::min<qreal>(width, 160));
        m_lastLineRight = m_right;
    }
}

QRectF BlockLayout::copyButton() const
{
    return isCode() ? QRectF(m_right - copyRoom - 2, m_top + 2, copyRoom, copyRoom) : QRectF();
}

int BlockLayout::characterAt(QPointF point) const
{
    int shown = 0;
    const QPointF inText = point - textPlace();
    for (int i = 0; m_layout && i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (inText.y() < line.y() + line.height() || i + 1 == m_layout->lineCount()) {
            shown = line.xToCursor(inText.x());
            break;
        }
    }
    return m_block.origins.empty() ? 0 : m_block.origins[static_cast<std::size_t>(shown)];
}

const QUrl *BlockLayout::linkAt(QPointF point) const
{
    const QPointF inText = point - textPlace();
    for (int i = 0; m_layout && i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (!line.naturalTextRect().contains(inText))
            continue;
        const int at = line.xToCursor(inText.x(), QTextLine::CursorOnCharacter);
        for (const TextSpan &span : m_block.spans) {
            if (!span.url.isEmpty() && at >= span.start && at < span.start + span.length)
                return &span.url;
        }
    }
    return nullptr;
}

// The first character that is shown of what was written from there on.
int BlockLayout::shownAt(int origin) const
{
    const auto &origins = m_block.origins;
    const auto found = std::lower_bound(origins.begin(), origins.end(), origin);
    return std::min(
        static_cast<int>(found - origins.begin()), static_cast<int>(m_block.text.size()));
}

void BlockLayout::drawFrame(QPainter &painter, QPointF position, const Appearance &appearance) const
{
    const Colors &colors = appearance.colors;
    qreal left = position.x();
    for (const TextBlock::Container container : m_block.containers) {
        if (container == TextBlock::Container::Quote) {
            const qreal above = m_quoteTop >= 0 ? m_quoteTop : m_top;
            painter.fillRect(
                QRectF(left, position.y() + above, 3, bottom() - above), colors.lineStrong);
        }
        left += indent(container);
    }
    if (isCode()) {
        const QRectF frame(position.x() + m_left - codePadding, position.y() + m_top,
            m_right - m_left + codePadding, m_height);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors.line, 1));
        painter.setBrush(colors.window);
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        const QRectF button = copyButton().translated(position);
        painter.drawPixmap(button.topLeft() + QPointF(Space::Tiny, Space::Tiny),
            iconPixmap(QStringLiteral("copy"), colors.textMuted, copyIcon,
                painter.device()->devicePixelRatioF()));
    }
    if (m_block.kind == TextBlock::Kind::Rule) {
        painter.fillRect(QRectF(position.x() + m_left, position.y() + m_top + ruleHeight / 2,
                             m_right - m_left, 1),
            colors.lineStrong);
    }
}

void BlockLayout::draw(QPainter &painter, QPointF position, const QColor &color,
    const Appearance &appearance, const SourceRange &selection) const
{
    drawFrame(painter, position, appearance);
    if (!m_layout)
        return;
    QList<QTextLayout::FormatRange> ranges;
    const int from = shownAt(selection.start);
    const int to = shownAt(selection.start + selection.length);
    if (selection.length > 0 && to > from) {
        QTextCharFormat format;
        format.setBackground(appearance.colors.selection);
        format.setForeground(appearance.colors.text);
        ranges.append({from, to - from, format});
    }
    const bool isQuoted =
        std::find(m_block.containers.begin(), m_block.containers.end(), TextBlock::Container::Quote)
        != m_block.containers.end();
    painter.setPen(isQuoted ? appearance.colors.textMuted : color);
    const QPointF at = position + textPlace();
    if (!m_block.marker.isEmpty()) {
        const QFontMetricsF metrics(appearance.fonts.body);
        painter.setFont(appearance.fonts.body);
        painter.drawText(QPointF(at.x() - m_padding - 6 - metrics.horizontalAdvance(m_block.marker),
                             at.y() + metrics.ascent()),
            m_block.marker);
    }
    m_layout->draw(&painter, at, ranges);
}

} // namespace app

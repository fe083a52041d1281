#include "app/delegates/markdownreader.h"

#include "app/delegates/links.h"

#include <algorithm>

namespace app {

namespace {

constexpr std::size_t maximumBlocks = 1'000;
constexpr std::size_t maximumDepth = 6;

// Of a link that was written as one: nothing that runs, reads files or starts programs.
QUrl safeUrl(const MD_ATTRIBUTE &attribute)
{
    QString address = QString::fromUtf8(attribute.text, static_cast<qsizetype>(attribute.size));
    address.remove(u'\\'); // put in between < and >, where nothing is escaped
    const QUrl url(address);
    const QString scheme = url.scheme();
    const bool isWeb = scheme == QLatin1String("http") || scheme == QLatin1String("https");
    const bool isMail = scheme == QLatin1String("mailto") && !url.path().isEmpty();
    return url.isValid() && ((isWeb && !url.host().isEmpty()) || isMail) ? url : QUrl();
}

} // namespace

bool MarkdownReader::read()
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return of(self).enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *self) {
        return of(self).leaveBlock(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        return of(self).enterSpan(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) {
        return of(self).leaveSpan(type);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
        return of(self).text(type, text, size);
    };
    const bool isRead = md_parse(m_source.bytes.constData(),
                            static_cast<MD_SIZE>(m_source.bytes.size()), &parser, this)
        == 0;
    close();
    return isRead;
}

int MarkdownReader::enterBlock(MD_BLOCKTYPE type, const void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        close();
        m_containers.push_back(TextBlock::Container::Quote);
        break;
    case MD_BLOCK_UL:
        close();
        m_containers.push_back(TextBlock::Container::List);
        m_lists.push_back({});
        break;
    case MD_BLOCK_OL: {
        close();
        const auto *list = static_cast<const MD_BLOCK_OL_DETAIL *>(detail);
        m_containers.push_back(TextBlock::Container::List);
        m_lists.push_back({true, list->start, list->mark_delimiter});
        break;
    }
    case MD_BLOCK_LI:
        enterItem();
        break;
    case MD_BLOCK_HR:
        open(TextBlock::Kind::Rule);
        break;
    case MD_BLOCK_H:
        open(TextBlock::Kind::Heading);
        break;
    case MD_BLOCK_CODE:
        open(TextBlock::Kind::Code);
        break;
    case MD_BLOCK_P:
        open(TextBlock::Kind::Paragraph);
        break;
    default:
        break;
    }
    return m_blocks.size() > maximumBlocks ? 1 : 0;
}

void MarkdownReader::enterItem()
{
    close();
    List &list = m_lists.back();
    m_marker = list.isOrdered ? QString::number(list.number++) + QLatin1Char(list.delimiter)
                              : QStringLiteral("•");
}

void MarkdownReader::leaveItem()
{
    close();
    if (!m_marker.isEmpty()) { // an item without words
        open(TextBlock::Kind::Paragraph);
        close();
    }
}

int MarkdownReader::leaveBlock(MD_BLOCKTYPE type)
{
    if (type == MD_BLOCK_LI) {
        leaveItem();
        return 0;
    }
    close();
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        m_lists.pop_back();
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_QUOTE)
        m_containers.pop_back();
    return 0;
}

void MarkdownReader::open(TextBlock::Kind kind)
{
    close();
    m_blocks.emplace_back();
    m_blocks.back().kind = kind;
    const auto depth = static_cast<std::ptrdiff_t>(std::min(m_containers.size(), maximumDepth));
    m_blocks.back().containers.assign(m_containers.begin(), m_containers.begin() + depth);
    m_blocks.back().marker = std::exchange(m_marker, {});
    m_isOpen = true;
}

void MarkdownReader::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    m_spans.clear();
    TextBlock &last = m_blocks.back();
    if (last.kind == TextBlock::Kind::Code && last.text.endsWith(QChar::LineSeparator)) {
        last.text.chop(1);
        last.origins.pop_back();
    }
    last.origins.push_back(std::max(m_end, last.origins.empty() ? 0 : last.origins.back()));
    if (last.kind != TextBlock::Kind::Code)
        findAddresses(last);
}

// A tight list's words come without a paragraph around them.
TextBlock &MarkdownReader::block()
{
    if (!m_isOpen)
        open(TextBlock::Kind::Paragraph);
    return m_blocks.back();
}

int MarkdownReader::enterSpan(MD_SPANTYPE type, const void *detail)
{
    using Style = TextSpan::Style;
    const int start = static_cast<int>(block().text.size());
    switch (type) {
    case MD_SPAN_STRONG:
        m_spans.push_back({Style::Strong, start, {}});
        break;
    case MD_SPAN_DEL:
        m_spans.push_back({Style::Strike, start, {}});
        break;
    case MD_SPAN_CODE:
        m_spans.push_back({Style::Code, start, {}});
        break;
    case MD_SPAN_A:
        m_spans.push_back(
            {Style::Link, start, safeUrl(static_cast<const MD_SPAN_A_DETAIL *>(detail)->href)});
        break;
    case MD_SPAN_IMG: // shown as a link: nothing is loaded
        m_spans.push_back(
            {Style::Link, start, safeUrl(static_cast<const MD_SPAN_IMG_DETAIL *>(detail)->src)});
        break;
    default:
        m_spans.push_back({Style::Emphasis, start, {}});
        break;
    }
    return 0;
}

int MarkdownReader::leaveSpan(MD_SPANTYPE)
{
    if (m_spans.empty())
        return 1;
    const OpenSpan open = std::move(m_spans.back());
    m_spans.pop_back();
    TextBlock &here = block();
    const int length = static_cast<int>(here.text.size()) - open.start;
    const bool isLink = open.style == TextSpan::Style::Link;
    if (length > 0 && (!isLink || isShownTruly(here.text.mid(open.start), open.url)))
        here.spans.push_back({open.style, open.start, length, open.url});
    return 0;
}

// Words that are an address lead to that address, or nowhere.
bool MarkdownReader::isShownTruly(const QString &label, const QUrl &url)
{
    if (url.isEmpty())
        return false;
    const auto shown = findLinks(label);
    return std::all_of(shown.begin(), shown.end(),
        [&url](const Link &link) { return link.url.host() == url.host(); });
}

int MarkdownReader::text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size)
{
    const char *begin = m_source.bytes.constData();
    const bool isWritten = text >= begin && text < begin + m_source.bytes.size();
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        appendOther(u"\n");
    } else if (type == MD_TEXT_NULLCHAR) {
        appendOther(u"\uFFFD");
    } else if (isWritten) {
        appendSource(
            static_cast<std::size_t>(text - begin), static_cast<std::size_t>(text - begin) + size);
    } else {
        appendOther(QString::fromUtf8(text, static_cast<qsizetype>(size)));
    }
    return 0;
}

void MarkdownReader::appendSource(std::size_t from, std::size_t to)
{
    for (std::size_t at = from; at < to;) {
        if (m_source.inserted[at]) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < to && !m_source.inserted[end])
            ++end;
        const int first = m_source.origins[at];
        const int last = m_source.origins[end];
        TextBlock &here = block();
        here.text += QString(m_text.mid(first, last - first)).replace(u'\n', QChar::LineSeparator);
        for (int i = first; i < last; ++i)
            here.origins.push_back(i);
        m_end = last;
        at = end;
    }
}

void MarkdownReader::appendOther(QStringView words)
{
    TextBlock &here = block();
    here.text += words.toString().replace(u'\n', QChar::LineSeparator);
    here.origins.resize(here.text.size(), m_end);
}

void MarkdownReader::findAddresses(TextBlock &block) const
{
    QString words = block.text;
    for (const TextSpan &span : block.spans) {
        if (span.style == TextSpan::Style::Code || span.style == TextSpan::Style::Link)
            std::fill_n(words.begin() + span.start, span.length, u' ');
    }
    for (const Link &link : findLinks(words))
        block.spans.push_back({TextSpan::Style::Link, link.start, link.length, link.url});
}

} // namespace app

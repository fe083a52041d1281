#include "app/delegates/links.h"

namespace app {

static bool isBoundary(QStringView text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

static qsizetype schemeLength(QStringView rest)
{
    for (const QStringView scheme : {QStringView(u"https://"), QStringView(u"http://")}) {
        if (rest.startsWith(scheme, Qt::CaseInsensitive)) {
            return scheme.size();
        }
    }
    return 0;
}

static qsizetype endOfAddress(QStringView text, qsizetype from)
{
    qsizetype end = from;
    while (end < text.size() && !text.at(end).isSpace()
        && !QStringView(u"<>\"").contains(text.at(end)) && text.at(end) != QChar::LineSeparator) {
        ++end;
    }
    return end;
}

// A full stop after an address, or a bracket that was opened before it, belongs to the sentence.
static qsizetype withoutPunctuation(QStringView text, qsizetype start, qsizetype end)
{
    while (end > start) {
        const QChar last = text.at(end - 1);
        const QStringView address = text.mid(start, end - start);
        const bool isOpen = last == u')' && address.count(u')') > address.count(u'(');
        if (!isOpen && !QStringView(u".,;:!?'”’」』。、").contains(last)) {
            break;
        }
        --end;
    }
    return end;
}

std::vector<Link> findLinks(QStringView text)
{
    std::vector<Link> links;
    qsizetype at = 0;
    while ((at = text.indexOf(u"http", at, Qt::CaseInsensitive)) >= 0) {
        const qsizetype scheme = isBoundary(text, at) ? schemeLength(text.mid(at)) : 0;
        const qsizetype end = withoutPunctuation(text, at, endOfAddress(text, at));
        const QUrl url(text.mid(at, end - at).toString(), QUrl::StrictMode);
        if (scheme > 0 && end > at + scheme && url.isValid() && !url.host().isEmpty()) {
            links.push_back({static_cast<int>(at), static_cast<int>(end - at), url});
            at = end;
        } else {
            at += 4;
        }
    }
    return links;
}

} // namespace app

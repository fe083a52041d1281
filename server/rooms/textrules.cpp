#include "server/rooms/textrules.h"

#include <QChar>
#include <QList>

#include <algorithm>

namespace server {

namespace {

bool turnsDirection(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isForbidden(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return turnsDirection(c);
    }
}

} // namespace

qsizetype characterCount(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

QString firstCharacters(const QString &text, qsizetype count)
{
    qsizetype end = 0;
    for (; end < text.size() && count > 0; --count)
        end += text[end].isHighSurrogate() ? 2 : 1;
    return text.left(end);
}

bool hasForbiddenNameCharacters(QStringView text)
{
    const QList<uint> characters = text.toUcs4();
    // toUcs4() hides lone surrogates behind U+FFFD.
    return !text.isValidUtf16() || std::any_of(characters.begin(), characters.end(), isForbidden);
}

QString foldedName(const QString &name)
{
    QString visible;
    for (const uint c : name.normalized(QString::NormalizationForm_C).toUcs4()) {
        if (QChar::category(c) != QChar::Other_Format)
            visible.append(QChar::fromUcs4(c));
    }
    // Upper case first: only that makes "SS" of a sharp s.
    return visible.simplified().toUpper().toCaseFolded().normalized(QString::NormalizationForm_C);
}

} // namespace server

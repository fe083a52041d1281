#include "app/client/senttexts.h"

namespace app {

// Where one is: at what was given out, wherever that stands by now, or at a text of one's own.
void SentTexts::follow(const QString &shown, const QStringList &texts)
{
    if (m_at >= 0 && shown == m_last) {
        const qsizetype at = texts.indexOf(m_last, m_at);
        m_at = at < 0 ? m_at : at;
        return;
    }
    m_at = -1;
    m_draft = shown;
}

std::optional<QString> SentTexts::older(const QString &shown, const QStringList &texts)
{
    follow(shown, texts);
    if (m_at + 1 >= texts.size())
        return std::nullopt;
    m_last = texts.at(++m_at);
    return m_last;
}

std::optional<QString> SentTexts::newer(const QString &shown, const QStringList &texts)
{
    follow(shown, texts);
    if (m_at < 0)
        return std::nullopt;
    --m_at;
    m_last = m_at < 0 ? m_draft : texts.value(m_at);
    return m_last;
}

} // namespace app

#include "app/models/emojimodel.h"

#include <algorithm>
#include <iterator>

namespace app {

void EmojiModel::show(const QStringList &recent, const QString &typed)
{
    const EmojiCatalogue &catalogue = EmojiCatalogue::standard();
    beginResetModel();
    m_emojis.clear();
    if (typed.trimmed().isEmpty()) {
        for (const QString &text : recent) {
            const Emoji *emoji = catalogue.of(text);
            if (emoji && (!m_isOffered || m_isOffered(text)))
                m_emojis.push_back(*emoji);
        }
    }
    m_recent = static_cast<int>(m_emojis.size());
    const auto found = catalogue.find(typed, catalogue.emojis().size());
    std::copy_if(found.begin(), found.end(), std::back_inserter(m_emojis),
        [this](const Emoji &emoji) { return !m_isOffered || m_isOffered(emoji.text); });
    endResetModel();
}

int EmojiModel::rowOfGroup(int group) const
{
    const auto found = std::find_if(m_emojis.begin() + m_recent, m_emojis.end(),
        [group](const Emoji &emoji) { return emoji.group == group; });
    return found == m_emojis.end() ? 0 : static_cast<int>(found - m_emojis.begin());
}

int EmojiModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_emojis.size());
}

QVariant EmojiModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return at(index.row()).text;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return at(index.row()).name();
    default:
        return {};
    }
}

} // namespace app

#include "app/models/emojimodel.h"

#include <algorithm>

namespace app {

void EmojiModel::show(const QStringList &recent, const QString &typed)
{
    const EmojiCatalogue &catalogue = EmojiCatalogue::standard();
    beginResetModel();
    m_emojis.clear();
    if (typed.trimmed().isEmpty()) {
        for (const QString &text : recent) {
            if (const Emoji *emoji = catalogue.of(text))
                m_emojis.push_back(*emoji);
        }
    }
    m_recent = static_cast<int>(m_emojis.size());
    const auto found = catalogue.find(typed, catalogue.emojis().size());
    m_emojis.insert(m_emojis.end(), found.begin(), found.end());
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

#pragma once

#include "app/client/emojicatalogue.h"

#include <QAbstractListModel>
#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

namespace app {

// The emojis to pick from: those used lately and then all, or those that were searched for.
class EmojiModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    // Which emojis are offered at all; before this: all.
    void setFilter(std::function<bool(const QString &emoji)> isOffered)
    {
        m_isOffered = std::move(isOffered);
    }
    // The catalogue is read here, not before.
    void show(const QStringList &recent, const QString &typed);
    const Emoji &at(int row) const { return m_emojis[static_cast<std::size_t>(row)]; }
    // The first of a group of Unicode; 0 when it is not shown.
    int rowOfGroup(int group) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::function<bool(const QString &)> m_isOffered;
    std::vector<Emoji> m_emojis;
    int m_recent = 0; // as many at the beginning were used lately
};

} // namespace app

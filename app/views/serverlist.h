#pragma once

#include "app/views/serverrow.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace app {

// Servers below a caption, each a row to click. Rows that stay keep their place and the keys.
class ServerList : public QWidget {
    Q_OBJECT

public:
    ServerList(const Theme *theme, const QString &caption, QWidget *parent = nullptr);

    void setEntries(const std::vector<ServerEntry> &entries);
    // Below the caption; empty: nothing.
    void setNote(const QString &text);
    std::vector<ServerRow *> rows() const;

Q_SIGNALS:
    void chosen(const QString &address);

protected:
    void showEvent(QShowEvent *event) override;

private:
    ServerRow *takeRow(std::vector<ServerRow *> &rows, const QString &address);
    void applyTheme();

    const Theme *m_theme;
    QLabel *m_caption;
    QLabel *m_note;
    QVBoxLayout *m_rows;
};

} // namespace app

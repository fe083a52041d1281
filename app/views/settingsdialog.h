#pragma once

#include "app/views/setting.h"

#include <QDialog>
#include <QTimer>

#include <map>
#include <vector>

class QButtonGroup;
class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace app {

class SearchEdit;
class SettingRow;
class Theme;

// All settings by categories, or those that what is typed finds; in a narrow window all of them,
// one category below the other.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(
        const std::vector<Setting> &settings, const Theme *theme, QWidget *parent = nullptr);

    void showCategory(SettingCategory category);
    // Of what is shown now, from the top.
    std::vector<SettingRow *> shownRows() const;
    static QString categoryName(SettingCategory category);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeNavigation();
    QWidget *makePage(const std::vector<Setting> &settings);
    void refresh();
    void arrange();
    void applyTheme();

    const Theme *m_theme;
    SearchEdit *m_search;
    QWidget *m_navigation;
    QButtonGroup *m_categories;
    QScrollArea *m_scroll;
    QLabel *m_title;
    QLabel *m_nothing;
    std::map<SettingCategory, QLabel *> m_headings;
    std::vector<SettingRow *> m_rows;
    SettingCategory m_category = SettingCategory::General;
    QTimer m_refreshing; // facts change by themselves
};

} // namespace app

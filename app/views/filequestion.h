#pragma once

#include <QObject>
#include <QString>

#include <utility>
#include <vector>

class QFileDialog;
class QWidget;

namespace app {

// Asks for a file to write or to read, without stopping the program; goes when it is answered.
class FileQuestion : public QObject {
    Q_OBJECT

public:
    // What people call a kind of file, and how its names end; an empty ending: all files.
    using Kinds = std::vector<std::pair<QString, QString>>;

    // `name` is a proposal; the ending of the chosen kind is added to a name that has none.
    static FileQuestion *save(
        const QString &title, const QString &name, const Kinds &kinds, QWidget *window);
    static FileQuestion *open(const QString &title, const Kinds &kinds, QWidget *window);

    void open();
    // Without what names of files cannot have.
    static QString fileName(const QString &name);

Q_SIGNALS:
    void chosen(const QString &file);

private:
    FileQuestion(const QString &title, const Kinds &kinds, QWidget *window);

    QFileDialog *m_dialog;
};

} // namespace app

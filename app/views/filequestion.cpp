#include "app/views/filequestion.h"

#include <QFileDialog>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QStringList>

namespace app {

namespace {

QString filterOf(const std::pair<QString, QString> &kind)
{
    const QString ending = kind.second.isEmpty() ? QString() : u'.' + kind.second;
    return QStringLiteral("%1 (*%2)").arg(kind.first, ending);
}

} // namespace

FileQuestion::FileQuestion(const QString &title, const Kinds &kinds, QWidget *window)
    : QObject(window)
    , m_dialog(new QFileDialog(window, title))
{
    QStringList filters;
    for (const auto &kind : kinds) {
        filters += filterOf(kind);
    }
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setNameFilters(filters);
    m_dialog->setDefaultSuffix(kinds.front().second);
    m_dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(m_dialog, &QFileDialog::filterSelected, this, [this, kinds](const QString &filter) {
        for (const auto &kind : kinds) {
            if (filterOf(kind) == filter) {
                m_dialog->setDefaultSuffix(kind.second);
            }
        }
    });
    connect(m_dialog, &QFileDialog::fileSelected, this, &FileQuestion::chosen);
    connect(m_dialog, &QObject::destroyed, this, &QObject::deleteLater);
}

FileQuestion *FileQuestion::save(
    const QString &title, const QString &name, const Kinds &kinds, QWidget *window)
{
    auto *question = new FileQuestion(title, kinds, window);
    question->m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    question->m_dialog->setFileMode(QFileDialog::AnyFile);
    question->m_dialog->selectFile(fileName(name) + u'.' + kinds.front().second);
    return question;
}

FileQuestion *FileQuestion::open(const QString &title, const Kinds &kinds, QWidget *window)
{
    auto *question = new FileQuestion(title, kinds, window);
    question->m_dialog->setAcceptMode(QFileDialog::AcceptOpen);
    question->m_dialog->setFileMode(QFileDialog::ExistingFile);
    return question;
}

void FileQuestion::open()
{
    m_dialog->open();
}

QString FileQuestion::fileName(const QString &name)
{
    static const QRegularExpression forbidden(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f]"));
    QString result = name;
    result.replace(forbidden, QStringLiteral(" "));
    result = result.simplified();
    while (result.startsWith(u'.')) {
        result.remove(0, 1);
    }
    return result.isEmpty() ? QStringLiteral("Maru") : result;
}

} // namespace app

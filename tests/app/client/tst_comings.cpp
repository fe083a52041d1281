#include "app/client/comings.h"

#include <QTest>

using app::Comings;
using namespace Qt::StringLiterals;

class TestComings : public QObject {
    Q_OBJECT

private:
    static chat::Member member(const QByteArray &person)
    {
        return {person, QString::fromLatin1(person), false, chat::Presence::Online, 0};
    }

private Q_SLOTS:
    void whoCameAndWhoLeftAreToldInOrder()
    {
        Comings comings;
        comings.came(member("ann"));
        comings.left(member("ben"));
        comings.came(member("carla"));
        comings.came(member("carla")); // told twice
        QCOMPARE(comings.namesOfNew(), (QStringList{u"ann"_s, u"carla"_s}));
        QCOMPARE(comings.namesOfGone(), QStringList(u"ben"_s));
        comings.clear();
        QVERIFY(comings.isEmpty());
    }

    void whoCameAndWentIsNotTold()
    {
        Comings comings;
        comings.came(member("ann"));
        comings.left(member("ann"));
        comings.left(member("ben"));
        comings.came(member("ben"));
        QVERIFY(comings.isEmpty());
        comings.came(member("ann"));
        QCOMPARE(comings.namesOfNew(), QStringList(u"ann"_s));
    }
};

QTEST_GUILESS_MAIN(TestComings)
#include "tst_comings.moc"

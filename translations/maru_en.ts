<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>app::Composer</name>
    <message numerus="yes">
        <source>%n too many</source>
        <translation>
            <numerusform>%n too many</numerusform>
            <numerusform>%n too many</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ConnectionBar</name>
    <message numerus="yes">
        <source>Next try in %n s</source>
        <translation>
            <numerusform>Next try in %n s</numerusform>
            <numerusform>Next try in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting</source>
        <translation>
            <numerusform>%n message waiting</numerusform>
            <numerusform>%n messages waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <comment>seconds to the next try</comment>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Conversation</name>
    <message numerus="yes">
        <source>%n people are writing…</source>
        <translation>
            <numerusform>%n person is writing…</numerusform>
            <numerusform>%n people are writing…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::GuestList</name>
    <message numerus="yes">
        <source>Here with you: %n</source>
        <translation>
            <numerusform>Here with you: %n</numerusform>
            <numerusform>Here with you: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::HostTask</name>
    <message numerus="yes">
        <source>%n room(s) were backed up into %1.</source>
        <translation>
            <numerusform>%n room was backed up into %1.</numerusform>
            <numerusform>%n rooms were backed up into %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n room(s) were restored from %1.</source>
        <translation>
            <numerusform>%n room was restored from %1.</numerusform>
            <numerusform>%n rooms were restored from %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message numerus="yes">
        <source>%n person(s) will be cut off. They can come back when you host again; what was said is kept.</source>
        <translation>
            <numerusform>%n person will be cut off. They can come back when you host again; what was said is kept.</numerusform>
            <numerusform>%n people will be cut off. They can come back when you host again; what was said is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::MessageWords</name>
    <message numerus="yes">
        <source>%n earlier message(s) not loaded</source>
        <translation>
            <numerusform>%n earlier message not loaded</numerusform>
            <numerusform>%n earlier messages not loaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Notifier</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::QuickSwitcher</name>
    <message numerus="yes">
        <source>%n mention(s)</source>
        <translation>
            <numerusform>%n mention</numerusform>
            <numerusform>%n mentions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::RoomHeader</name>
    <message numerus="yes">
        <source>%n person(s) in the room</source>
        <translation>
            <numerusform>%n person in the room</numerusform>
            <numerusform>%n people in the room</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::RoomKeys</name>
    <message numerus="yes">
        <source>%n room(s) marked as read.</source>
        <translation>
            <numerusform>%n room marked as read.</numerusform>
            <numerusform>%n rooms marked as read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::RoomListModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n unread</numerusform>
            <numerusform>%1, %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mention(s)</source>
        <translation>
            <numerusform>%n mention</numerusform>
            <numerusform>%n mentions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::RoomsPane</name>
    <message numerus="yes">
        <source>%n left or archived…</source>
        <translation>
            <numerusform>%n left or archived…</numerusform>
            <numerusform>%n left or archived…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::SearchWords</name>
    <message numerus="yes">
        <source>The newest %n found</source>
        <translation>
            <numerusform>The newest one found</numerusform>
            <numerusform>The newest %n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ServerEntries</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) there now</source>
        <translation>
            <numerusform>%n person there now</numerusform>
            <numerusform>%n people there now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::TimelineModel</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older message(s) not loaded</source>
        <translation>
            <numerusform>%n older message not loaded</numerusform>
            <numerusform>%n older messages not loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not loaded yet</source>
        <translation>
            <numerusform>%n message not loaded yet</numerusform>
            <numerusform>%n messages not loaded yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new since %1</source>
        <translation>
            <numerusform>%n new since %1</numerusform>
            <numerusform>%n new since %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::TimelineView</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) below, go there</source>
        <translation>
            <numerusform>%n new message below, go there</numerusform>
            <numerusform>%n new messages below, go there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n of them name(s) you</source>
        <translation>
            <numerusform>%1; %n of them names you</numerusform>
            <numerusform>%1; %n of them name you</numerusform>
        </translation>
    </message>
</context>
</TS>

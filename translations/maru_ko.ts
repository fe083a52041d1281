<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>app::Application</name>
    <message>
        <source>Stop hosting and leave?</source>
        <translation>방을 닫고 나갈까요?</translation>
    </message>
    <message>
        <source>Stop hosting?</source>
        <translation>방을 닫을까요?</translation>
    </message>
    <message>
        <source>Opening your room…</source>
        <translation>방을 여는 중…</translation>
    </message>
    <message>
        <source>Joining %1…</source>
        <translation>%1에 들어가는 중…</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>모두의 방</translation>
    </message>
    <message>
        <source>Hosted here</source>
        <translation>이 컴퓨터에서 연 방</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>%1 님으로 접속</translation>
    </message>
    <message>
        <source>Passcode</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>The passcode of this server</source>
        <translation>이 서버의 암호</translation>
    </message>
    <message>
        <source>Stop hosting and join %1?</source>
        <translation>호스팅을 끝내고 %1에 참여할까요?</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
</context>
<context>
    <name>app::ApplicationOptions</name>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>알 수 없는 인수: %1</translation>
    </message>
    <message>
        <source>Chat that anybody can host.</source>
        <translation>누구나 열 수 있는 대화방.</translation>
    </message>
    <message>
        <source>Start hosting at once.</source>
        <translation>시작하자마자 방을 엽니다.</translation>
    </message>
    <message>
        <source>Join this server: a ws://, wss:// or maru:// address.</source>
        <translation>이 서버에 들어갑니다. ws://, wss:// 또는 maru:// 주소.</translation>
    </message>
    <message>
        <source>Open this room.</source>
        <translation>이 방을 엽니다.</translation>
    </message>
    <message>
        <source>The name others see.</source>
        <translation>다른 사람에게 보이는 이름.</translation>
    </message>
    <message>
        <source>Keep settings and rooms in this folder.</source>
        <translation>설정과 방을 이 폴더에 보관합니다.</translation>
    </message>
    <message>
        <source>The same as --join.</source>
        <translation>--join과 같습니다.</translation>
    </message>
</context>
<context>
    <name>app::CertificateDialog</name>
    <message>
        <source>Certificate</source>
        <translation>인증서</translation>
    </message>
    <message>
        <source>Trusted since %1</source>
        <translation>%1부터 믿는 인증서</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>지금 보여 준 인증서</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>지문(SHA-256)</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>발급 대상</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>서명한 곳</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>유효 시작</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>유효 종료</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the fingerprint</source>
        <translation>지문 복사</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Connect anyway and remember</source>
        <translation>그래도 연결하고 기억하기</translation>
    </message>
    <message>
        <source>The host has told me of the new certificate</source>
        <translation>방을 연 사람에게서 새 인증서에 대해 들었습니다</translation>
    </message>
    <message>
        <source>Forget the remembered one</source>
        <translation>기억한 인증서 지우기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>app::CertificateWords</name>
    <message>
        <source>Do you trust this server?</source>
        <translation>이 서버를 믿습니까?</translation>
    </message>
    <message>
        <source>This server&apos;s certificate cannot be used</source>
        <translation>이 서버의 인증서는 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>Stopped: this server shows another certificate</source>
        <translation>연결 중단: 서버의 인증서가 바뀌었습니다</translation>
    </message>
    <message>
        <source>Maru has not connected yet. The connection would be encrypted, but nothing proves that it leads to the right server.</source>
        <translation>아직 연결하지 않았습니다. 연결은 암호화되지만, 진짜 그 서버로 이어지는지는 증명할 수 없습니다.</translation>
    </message>
    <message>
        <source>Maru has not connected, and nothing was sent.</source>
        <translation>연결하지 않았고, 아무것도 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>Maru has not connected, and nothing was sent. Either the host has made a new certificate, or somebody in between pretends to be the server to read what you write.</source>
        <translation>연결하지 않았고, 아무것도 보내지 않았습니다. 방을 연 사람이 인증서를 새로 만들었거나, 누군가 중간에서 서버인 척하며 대화를 엿보려는 것일 수 있습니다.</translation>
    </message>
    <message>
        <source>The new certificate is signed by %1, whom this computer trusts; it is another one all the same.</source>
        <translation>새 인증서는 이 컴퓨터가 믿는 %1에서 서명했지만, 그래도 전과 다른 인증서입니다.</translation>
    </message>
    <message>
        <source>The server has signed its certificate itself. At home and in small offices that is usual, but anybody can make such a certificate.</source>
        <translation>서버가 스스로 서명한 인증서입니다. 집이나 작은 사무실에서는 흔한 일이지만, 이런 인증서는 누구나 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>It is signed by %1, whom this computer does not know.</source>
        <translation>이 컴퓨터가 모르는 %1에서 서명한 인증서입니다.</translation>
    </message>
    <message>
        <source>It was made for another name: %1.</source>
        <translation>다른 이름으로 만든 인증서입니다: %1.</translation>
    </message>
    <message>
        <source>It was valid until %1 only. The host has to renew it.</source>
        <translation>%1에 기한이 끝난 인증서입니다. 방을 연 사람이 새로 만들어야 합니다.</translation>
    </message>
    <message>
        <source>It is not valid before %1. Is the clock of this computer right?</source>
        <translation>%1부터 유효한 인증서입니다. 이 컴퓨터의 시계가 맞는지 확인하세요.</translation>
    </message>
    <message>
        <source>Who signed it has withdrawn it.</source>
        <translation>서명한 곳에서 취소한 인증서입니다.</translation>
    </message>
    <message>
        <source>Something else is wrong with it: %1.</source>
        <translation>다른 문제가 있는 인증서입니다: %1.</translation>
    </message>
    <message>
        <source>Ask the host for the fingerprint, by telephone for example. If it is the same as here, this is the right server. Maru then remembers it and asks no more.</source>
        <translation>방을 연 사람에게 전화 등으로 지문을 물어보세요. 여기와 같으면 진짜 그 서버입니다. 그러면 Maru가 기억하고 다시 묻지 않습니다.</translation>
    </message>
    <message>
        <source>Tell the host. When the certificate is mended, join again.</source>
        <translation>방을 연 사람에게 알려 주세요. 인증서를 고친 뒤에 다시 들어오세요.</translation>
    </message>
    <message>
        <source>Ask the host whether the certificate was changed, and compare the new fingerprint. Until then do not go on.</source>
        <translation>인증서를 바꾸었는지 방을 연 사람에게 물어보고 새 지문을 비교하세요. 그 전에는 계속하지 마세요.</translation>
    </message>
</context>
<context>
    <name>app::Choices</name>
    <message>
        <source>Says what this room is about</source>
        <translation>방의 주제를 바꿉니다</translation>
    </message>
    <message>
        <source>Goes to a room</source>
        <translation>다른 방으로 갑니다</translation>
    </message>
</context>
<context>
    <name>app::CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>추천</translation>
    </message>
</context>
<context>
    <name>app::Composer</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>보내기(Enter)</translation>
    </message>
    <message>
        <source>Write a message. Enter sends, Shift+Enter breaks the line.</source>
        <translation>메시지를 입력하세요. Enter로 보내고 Shift+Enter로 줄을 바꿉니다.</translation>
    </message>
    <message>
        <source>Message to %1. Enter sends, Shift+Enter breaks the line.</source>
        <translation>%1에 메시지 쓰기. Enter로 보내고 Shift+Enter로 줄을 바꿉니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n too many</source>
        <translation>
            <numerusform>%n자 초과</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n자 남음</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter breaks the line.</source>
        <translation>Enter로 보내고 Shift+Enter로 줄을 바꿉니다.</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>취소(Esc)</translation>
    </message>
    <message>
        <source>This room is archived. It can be read.</source>
        <translation>보관된 방입니다. 읽기만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>이모지</translation>
    </message>
</context>
<context>
    <name>app::ComposerSpelling</name>
    <message>
        <source>Check the spelling</source>
        <translation>맞춤법 검사</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>추천하는 말이 없습니다</translation>
    </message>
    <message>
        <source>“%1” is right</source>
        <translation>“%1” 사전에 추가</translation>
    </message>
</context>
<context>
    <name>app::ConnectionBar</name>
    <message>
        <source>Try now</source>
        <translation>지금 다시 시도</translation>
    </message>
    <message>
        <source>Enter the passcode…</source>
        <translation>암호 입력…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>연결</translation>
    </message>
    <message numerus="yes">
        <source>Next try in %n s</source>
        <translation>
            <numerusform>%n초 뒤에 다시 시도합니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>다시 시도하는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting</source>
        <translation>
            <numerusform>메시지 %n개가 기다리는 중</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <comment>seconds to the next try</comment>
        <translation>
            <numerusform>%n초</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%n개 대기</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate…</source>
        <translation>인증서…</translation>
    </message>
</context>
<context>
    <name>app::Conversation</name>
    <message>
        <source>Nobody has said anything here yet. The first word is yours.</source>
        <translation>아직 아무도 말하지 않았습니다. 첫마디를 건네 보세요.</translation>
    </message>
    <message>
        <source>Choose a room, or make one with +.</source>
        <translation>방을 고르거나 +로 새 방을 만드세요.</translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <translation>%1님에게 답장: %2</translation>
    </message>
    <message>
        <source>Editing. Enter saves, Esc leaves it as it was.</source>
        <translation>고치는 중입니다. Enter는 저장, Esc는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete this message for everybody?</source>
        <translation>이 메시지를 모두에게서 삭제할까요?</translation>
    </message>
    <message>
        <source>%1 is writing…</source>
        <translation>%1님이 쓰고 있습니다…</translation>
    </message>
    <message numerus="yes">
        <source>%n people are writing…</source>
        <translation>
            <numerusform>%n명이 쓰고 있습니다…</numerusform>
        </translation>
    </message>
    <message>
        <source>This place cannot be shown: there is no connection, or it is no longer kept.</source>
        <translation>이 위치를 보여 줄 수 없습니다. 연결이 없거나 더 이상 남아 있지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 외 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 came in</source>
        <translation>들어온 사람: %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>나간 사람: %1</translation>
    </message>
    <message>
        <source>Reply to an earlier message</source>
        <translation>이전 메시지에 답장</translation>
    </message>
</context>
<context>
    <name>app::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>app::DateDialog</name>
    <message>
        <source>Go to a day</source>
        <translation>날짜로 이동</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>app::EmojiPicker</name>
    <message>
        <source>Search emojis</source>
        <translation>이모지 검색</translation>
    </message>
    <message>
        <source>Emojis</source>
        <translation>이모지</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>최근에 쓴 것</translation>
    </message>
    <message>
        <source>Faces and feelings</source>
        <translation>표정과 감정</translation>
    </message>
    <message>
        <source>People</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>자연</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>음식</translation>
    </message>
    <message>
        <source>Travel</source>
        <translation>여행과 장소</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Things</source>
        <translation>사물</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>기호</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>깃발</translation>
    </message>
    <message>
        <source>No emoji has this name.</source>
        <translation>이런 이름의 이모지가 없습니다.</translation>
    </message>
</context>
<context>
    <name>app::GuestList</name>
    <message>
        <source>Nobody has joined yet.</source>
        <translation>아직 아무도 들어오지 않았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Here with you: %n</source>
        <translation>
            <numerusform>함께 있는 사람 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 님 내보내기</translation>
    </message>
    <message>
        <source>for 10 minutes</source>
        <translation>10분 동안</translation>
    </message>
    <message>
        <source>for an hour</source>
        <translation>한 시간 동안</translation>
    </message>
    <message>
        <source>for a day</source>
        <translation>하루 동안</translation>
    </message>
</context>
<context>
    <name>app::HostCard</name>
    <message>
        <source>You are hosting</source>
        <translation>방을 열었습니다</translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>방 닫기</translation>
    </message>
    <message>
        <source>How others join</source>
        <translation>다른 사람 초대하기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>local network</source>
        <translation>로컬 네트워크</translation>
    </message>
    <message>
        <source>public address</source>
        <translation>공인 주소</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>VPN or virtual machine</source>
        <translation>VPN 또는 가상 머신</translation>
    </message>
    <message>
        <source>only on this computer</source>
        <translation>이 컴퓨터에서만</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>주소 %1 복사</translation>
    </message>
    <message>
        <source>passcode that is asked for</source>
        <translation>들어올 때 묻는 암호</translation>
    </message>
    <message>
        <source>Copy the passcode</source>
        <translation>암호 복사</translation>
    </message>
    <message>
        <source>On this network Maru lists you by itself. Elsewhere others choose Join and type one of these addresses, the first one first.</source>
        <translation>같은 네트워크에서는 마루에 저절로 나타납니다. 그 밖의 곳에서는 ‘들어가기’에 아래 주소를 위에서부터 넣어 보라고 알려 주세요.</translation>
    </message>
</context>
<context>
    <name>app::HostService</name>
    <message>
        <source>The folder of the rooms cannot be used. Is another Maru running? (%1)</source>
        <translation>방을 보관하는 폴더를 쓸 수 없습니다. 다른 Maru가 실행 중인가요? (%1)</translation>
    </message>
    <message>
        <source>The server could not be started: %1</source>
        <translation>서버를 시작하지 못했습니다: %1</translation>
    </message>
</context>
<context>
    <name>app::HostTask</name>
    <message numerus="yes">
        <source>%n room(s) were backed up into %1.</source>
        <translation>
            <numerusform>방 %n개를 %1에 백업했습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The room was written into %1.</source>
        <translation>방을 %1에 저장했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n room(s) were restored from %1.</source>
        <translation>
            <numerusform>%1에서 방 %n개를 복원했습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>What was there before is kept in %1.</source>
        <translation>이전에 있던 것은 %1에 남아 있습니다.</translation>
    </message>
    <message>
        <source>There is no backup: %1</source>
        <translation>백업하지 못했습니다: %1</translation>
    </message>
    <message>
        <source>The room was not exported: %1</source>
        <translation>방을 내보내지 못했습니다: %1</translation>
    </message>
    <message>
        <source>Nothing was restored, and the rooms are as they were: %1</source>
        <translation>복원하지 못했고, 방은 그대로 있습니다: %1</translation>
    </message>
    <message>
        <source>the disk is full.</source>
        <translation>디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>nothing was said in it yet.</source>
        <translation>아직 아무 말도 없는 방입니다.</translation>
    </message>
    <message>
        <source>the file is damaged. (%1)</source>
        <translation>파일이 손상되었습니다. (%1)</translation>
    </message>
    <message>
        <source>the file cannot be used. (%1)</source>
        <translation>파일을 사용할 수 없습니다. (%1)</translation>
    </message>
    <message>
        <source>the file cannot be written. (%1)</source>
        <translation>파일에 쓸 수 없습니다. (%1)</translation>
    </message>
</context>
<context>
    <name>app::Hosting</name>
    <message>
        <source>Port %1 was taken by another program. Addresses given out before do not work now.</source>
        <translation>다른 프로그램이 %1번 포트를 쓰고 있습니다. 전에 알려 준 주소로는 지금 들어올 수 없습니다.</translation>
    </message>
    <message>
        <source>Back up all rooms</source>
        <translation>모든 방 백업</translation>
    </message>
    <message>
        <source>Maru %1</source>
        <translation>마루 %1</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>백업 파일</translation>
    </message>
    <message>
        <source>Export “%1”</source>
        <translation>“%1” 내보내기</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>웹 페이지</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>JSON, for programs</source>
        <translation>JSON(프로그램용)</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>백업에서 복원</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>모든 파일</translation>
    </message>
    <message>
        <source>Put the rooms of “%1” in the place of those that are here?</source>
        <translation>여기 있는 방들을 “%1”의 방들로 바꿀까요?</translation>
    </message>
    <message>
        <source>What was said here since that backup is then gone from the rooms; the old rooms are kept as a file of their own. Whoever is connected is cut off for a moment.</source>
        <translation>백업한 뒤에 한 말은 방에서 사라집니다. 지금의 방들은 따로 파일로 남겨 둡니다. 연결된 사람들은 잠시 끊깁니다.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
</context>
<context>
    <name>app::HoverActions</name>
    <message>
        <source>React</source>
        <translation>반응</translation>
    </message>
    <message>
        <source>React (+)</source>
        <translation>반응 (+)</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Reply (R)</source>
        <translation>답장 (R)</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Edit (E)</source>
        <translation>고치기 (E)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>More (Shift+F10)</source>
        <translation>더 보기 (Shift+F10)</translation>
    </message>
</context>
<context>
    <name>app::Invitation</name>
    <message>
        <source>Link to join</source>
        <translation>초대 링크</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>링크 복사</translation>
    </message>
    <message>
        <source>QR code of the link to join</source>
        <translation>초대 링크의 QR 코드</translation>
    </message>
    <message>
        <source>Opens Maru and joins. It holds the passcode: give it only to those you invite.</source>
        <translation>링크를 열면 마루로 들어옵니다. 암호가 들어 있으니 초대할 사람에게만 주세요.</translation>
    </message>
    <message>
        <source>Opens Maru and joins, on any computer of this network.</source>
        <translation>같은 네트워크의 어느 컴퓨터에서든 링크를 열면 마루로 들어옵니다.</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message numerus="yes">
        <source>%n person(s) will be cut off. They can come back when you host again; what was said is kept.</source>
        <translation>
            <numerusform>%n명의 연결이 끊어집니다. 방을 다시 열면 돌아올 수 있고, 나눈 대화는 그대로 남습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>방 닫기</translation>
    </message>
    <message>
        <source>Keep hosting</source>
        <translation>계속 열어 두기</translation>
    </message>
    <message>
        <source>Stop hosting and quit?</source>
        <translation>방을 닫고 끝낼까요?</translation>
    </message>
</context>
<context>
    <name>app::MemberDelegate</name>
    <message>
        <source>you</source>
        <translation>나</translation>
    </message>
    <message>
        <source>guest</source>
        <translation>손님</translation>
    </message>
</context>
<context>
    <name>app::MemberListModel</name>
    <message>
        <source>%1, away</source>
        <translation>%1, 자리 비움</translation>
    </message>
</context>
<context>
    <name>app::MembersPane</name>
    <message>
        <source>Back to the conversation</source>
        <translation>대화로 돌아가기</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>방에 있는 사람</translation>
    </message>
    <message>
        <source>People · %1</source>
        <translation>사람 · %1</translation>
    </message>
</context>
<context>
    <name>app::MessageDelegate</name>
    <message>
        <source>New messages</source>
        <translation>새 메시지</translation>
    </message>
    <message>
        <source>The room begins here</source>
        <translation>방의 첫머리입니다</translation>
    </message>
</context>
<context>
    <name>app::MessageWords</name>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
    <message>
        <source>Not sent yet. It goes out as soon as the server answers.</source>
        <translation>아직 보내지 못했습니다. 서버가 응답하면 바로 보냅니다.</translation>
    </message>
    <message>
        <source>Not sent.</source>
        <translation>보내지 못했습니다.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>보내지 못함: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) not loaded</source>
        <translation>
            <numerusform>불러오지 않은 이전 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Earlier messages not loaded</source>
        <translation>이전 메시지를 불러오지 않았습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 보내기</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>↳ an earlier message</source>
        <translation>↳ 이전 메시지</translation>
    </message>
    <message>
        <source>↳ %1: %2</source>
        <translation>↳ %1: %2</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>(edited)</source>
        <translation>(고침)</translation>
    </message>
</context>
<context>
    <name>app::NewRoomDialog</name>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>새 방</translation>
    </message>
    <message>
        <source>Any letters: Weekend plans</source>
        <translation>아무 글자나 됩니다: 주말 계획</translation>
    </message>
    <message>
        <source>What it is about (optional)</source>
        <translation>무엇을 이야기하는 방인지(선택)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>주제</translation>
    </message>
</context>
<context>
    <name>app::NotificationRule</name>
    <message>
        <source>Told: it calls you by name.</source>
        <translation>알림: 나를 부른 메시지입니다.</translation>
    </message>
    <message>
        <source>Told: a message that was not in view.</source>
        <translation>알림: 보고 있지 않은 방의 메시지입니다.</translation>
    </message>
    <message>
        <source>Not told: notifications are turned off.</source>
        <translation>알리지 않음: 알림이 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>Not told: it does not call you by name.</source>
        <translation>알리지 않음: 나를 부른 메시지가 아닙니다.</translation>
    </message>
    <message>
        <source>Not told: its room is muted.</source>
        <translation>알리지 않음: 알림을 끈 방입니다.</translation>
    </message>
    <message>
        <source>Not told: its room was in view.</source>
        <translation>알리지 않음: 보고 있던 방입니다.</translation>
    </message>
    <message>
        <source>Not told: it was said before you came.</source>
        <translation>알리지 않음: 들어오기 전의 메시지입니다.</translation>
    </message>
</context>
<context>
    <name>app::Notifier</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in “%2”</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>This is how you are told of messages.</source>
        <translation>새 메시지가 오면 이렇게 알려 드립니다.</translation>
    </message>
</context>
<context>
    <name>app::QuickSwitcher</name>
    <message>
        <source>No room and nobody has this name.</source>
        <translation>이런 이름의 방이나 사람이 없습니다.</translation>
    </message>
    <message>
        <source>Go to a room, or name a person</source>
        <translation>방으로 가거나 사람을 부르세요</translation>
    </message>
    <message>
        <source>Rooms and people</source>
        <translation>방과 사람</translation>
    </message>
    <message numerus="yes">
        <source>%n mention(s)</source>
        <translation>
            <numerusform>언급 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>안 읽음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>부르기</translation>
    </message>
</context>
<context>
    <name>app::RoomChange</name>
    <message>
        <source>%1 archived the room.</source>
        <translation>%1님이 방을 보관했습니다.</translation>
    </message>
    <message>
        <source>%1 opened the room again.</source>
        <translation>%1 님이 방을 다시 열었습니다.</translation>
    </message>
    <message>
        <source>%1 took the topic away.</source>
        <translation>%1 님이 주제를 지웠습니다.</translation>
    </message>
    <message>
        <source>%1 set the topic: %2</source>
        <translation>%1 님이 주제를 정했습니다: %2</translation>
    </message>
    <message>
        <source>%1 named the room “%2”.</source>
        <translation>%1 님이 방 이름을 ‘%2’(으)로 정했습니다.</translation>
    </message>
</context>
<context>
    <name>app::RoomDelegate</name>
    <message>
        <source>Draft:</source>
        <translation>임시 글:</translation>
    </message>
</context>
<context>
    <name>app::RoomHeader</name>
    <message>
        <source>Back to the rooms</source>
        <translation>방 목록으로 돌아가기</translation>
    </message>
    <message>
        <source>How others join</source>
        <translation>다른 사람 초대하기</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>방에 있는 사람</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>초대</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in the room</source>
        <translation>
            <numerusform>방에 %n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>찾기 (Ctrl+F)</translation>
    </message>
    <message>
        <source>What can be done with the room</source>
        <translation>방 메뉴</translation>
    </message>
</context>
<context>
    <name>app::RoomKeys</name>
    <message numerus="yes">
        <source>%n room(s) marked as read.</source>
        <translation>
            <numerusform>방 %n개를 읽음으로 표시했습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
</context>
<context>
    <name>app::RoomListModel</name>
    <message>
        <source>%1: %2</source>
        <comment>name, text</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, 읽지 않은 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>archived</source>
        <translation>보관됨</translation>
    </message>
    <message numerus="yes">
        <source>%n mention(s)</source>
        <translation>
            <numerusform>언급 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>muted</source>
        <translation>알림 끔</translation>
    </message>
    <message>
        <source>with a draft</source>
        <translation>임시 글 있음</translation>
    </message>
</context>
<context>
    <name>app::RoomMenu</name>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>The room&apos;s name</source>
        <translation>대화방 이름</translation>
    </message>
    <message>
        <source>Topic…</source>
        <translation>주제…</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>주제</translation>
    </message>
    <message>
        <source>What the room is about</source>
        <translation>무엇을 이야기하는 방인가요</translation>
    </message>
    <message>
        <source>Archive…</source>
        <translation>보관…</translation>
    </message>
    <message>
        <source>Remove %1 from the room</source>
        <translation>%1님을 방에서 내보내기</translation>
    </message>
    <message>
        <source>for 10 minutes</source>
        <translation>10분 동안</translation>
    </message>
    <message>
        <source>for an hour</source>
        <translation>1시간 동안</translation>
    </message>
    <message>
        <source>for a day</source>
        <translation>하루 동안</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Export… (the host only)</source>
        <translation>내보내기… (호스트만)</translation>
    </message>
    <message>
        <source>Leave the room…</source>
        <translation>방 나가기…</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>보관 해제</translation>
    </message>
    <message>
        <source>Archive “%1”? Nothing can be said in it any more; it can still be read, and taken out of the archive.</source>
        <translation>“%1” 방을 보관할까요? 더 이상 말할 수 없지만, 읽을 수 있고 다시 보관을 해제할 수 있습니다.</translation>
    </message>
    <message>
        <source>Leave the room</source>
        <translation>방 나가기</translation>
    </message>
    <message>
        <source>Something still waits to be sent in “%1”. Send it or discard it first.</source>
        <translation>“%1” 방에 아직 보내지 못한 것이 있습니다. 먼저 보내거나 버려 주세요.</translation>
    </message>
    <message>
        <source>Leave “%1”? You hear nothing of it until you open it again.</source>
        <translation>“%1” 방에서 나갈까요? 다시 열 때까지 소식을 받지 않습니다.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>Go to a day…</source>
        <translation>날짜로 이동…</translation>
    </message>
    <message>
        <source>Take out of the favourites</source>
        <translation>즐겨찾기에서 빼기</translation>
    </message>
    <message>
        <source>Add to the favourites</source>
        <translation>즐겨찾기에 넣기</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>다시 모두 알리기</translation>
    </message>
    <message>
        <source>Mute, except for mentions</source>
        <translation>나를 언급할 때만 알리기</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>읽음으로 표시</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>안 읽음으로 표시</translation>
    </message>
</context>
<context>
    <name>app::RoomSectionsModel</name>
    <message>
        <source>Favourites</source>
        <translation>즐겨찾기</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>방</translation>
    </message>
</context>
<context>
    <name>app::RoomsAsideDialog</name>
    <message>
        <source>No room was left or archived.</source>
        <translation>나가거나 보관한 방이 없습니다.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>보관 해제</translation>
    </message>
    <message>
        <source>Rooms left and archived</source>
        <translation>나간 방과 보관된 방</translation>
    </message>
    <message>
        <source>Nothing is heard of a room that you left. An archived one can be read.</source>
        <translation>나간 방의 소식은 받지 않습니다. 보관된 방은 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>app::RoomsAsideModel</name>
    <message>
        <source>%1, %2</source>
        <comment>room, why it is aside</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>보관됨</translation>
    </message>
    <message>
        <source>left</source>
        <translation>나감</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>why, topic</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>app::RoomsPane</name>
    <message>
        <source>Rooms</source>
        <translation>방</translation>
    </message>
    <message>
        <source>No rooms yet. Make the first one with +.</source>
        <translation>아직 방이 없습니다. +를 눌러 첫 방을 만드세요.</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>새 방</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>새 방…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>자리 비움</translation>
    </message>
    <message>
        <source>Search everywhere…</source>
        <translation>모든 방에서 찾기…</translation>
    </message>
    <message>
        <source>Rooms left and archived…</source>
        <translation>나간 방과 보관된 방…</translation>
    </message>
    <message>
        <source>Back up all rooms…</source>
        <translation>모든 방 백업…</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>백업에서 복원…</translation>
    </message>
    <message numerus="yes">
        <source>%n left or archived…</source>
        <translation>
            <numerusform>나가거나 보관한 방 %n개…</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a room</source>
        <translation>방 찾기</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>고대비</translation>
    </message>
    <message>
        <source>Narrow rows</source>
        <translation>좁은 줄 간격</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>크게</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>기본 크기</translation>
    </message>
    <message>
        <source>No room of this name. + makes a new one.</source>
        <translation>이런 이름의 방이 없습니다. +로 새로 만들 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>app::SearchModel</name>
    <message>
        <source>%1 in %2, %3: %4</source>
        <comment>name, room, time, text</comment>
        <translation>%2 방의 %1, %3: %4</translation>
    </message>
</context>
<context>
    <name>app::SearchPane</name>
    <message>
        <source>This room</source>
        <translation>이 방</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>모든 방</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 메시지</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>찾기 닫기</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>찾기 닫기 (Esc)</translation>
    </message>
</context>
<context>
    <name>app::SearchWords</name>
    <message>
        <source>Two letters at least; of Korean one syllable is enough.</source>
        <translation>두 글자 이상 쓰세요. 한글은 한 글자로도 찾습니다.</translation>
    </message>
    <message>
        <source>There is no connection. The search goes on when it is back.</source>
        <translation>연결이 없습니다. 다시 연결되면 찾기를 계속합니다.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>The search failed: %1</source>
        <translation>찾지 못했습니다: %1</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>찾은 것이 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>The newest %n found</source>
        <translation>
            <numerusform>최근 %n개를 찾음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개를 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is still reading what was said; there may be more.</source>
        <translation>서버가 아직 대화를 읽는 중이라 더 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>Words, or more exactly:
&quot;see you&quot; – these words together
from:Ann – said by Ann
in:kitchen – in this room
before:2026-12-24
after:2026-11 – by day, month or year</source>
        <translation>찾을 말을 쓰거나, 더 정확하게:
&quot;내일 봐요&quot; – 이 말 그대로
from:민수 – 민수가 한 말
in:부엌 – 이 방에서
before:2026-12-24
after:2026-11 – 날짜, 달, 해로</translation>
    </message>
</context>
<context>
    <name>app::ServerAddress</name>
    <message>
        <source>This is no address. Right would be 192.168.1.20, name:7666 or ws://name:7666.</source>
        <translation>올바른 주소가 아닙니다. 192.168.1.20, name:7666 또는 ws://name:7666처럼 입력하세요.</translation>
    </message>
    <message>
        <source>The link names a room that cannot exist.</source>
        <translation>링크에 있는 방은 있을 수 없는 방입니다.</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>포트는 1부터 65535까지의 숫자입니다.</translation>
    </message>
    <message>
        <source>Type the address the host told you.</source>
        <translation>방을 연 사람이 알려 준 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>Maru cannot use %1 addresses. Right would be ws://, wss:// or maru://.</source>
        <translation>Maru에서는 %1 주소를 쓸 수 없습니다. ws://, wss:// 또는 maru:// 주소를 쓰세요.</translation>
    </message>
</context>
<context>
    <name>app::ServerEntries</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message>
        <source>asks for a passcode</source>
        <translation>암호 필요</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>%1 님으로 접속</translation>
    </message>
    <message>
        <source>More servers announce themselves than are listed here. Join by the address that the host tells you.</source>
        <translation>알려 오는 서버가 너무 많아 일부만 보여 줍니다. 방을 연 사람이 알려 준 주소로 들어가세요.</translation>
    </message>
    <message>
        <source>These are names that servers give themselves. Whose they are you know once you have joined.</source>
        <translation>서버가 스스로 밝힌 이름입니다. 누구의 서버인지는 들어가 봐야 알 수 있습니다.</translation>
    </message>
    <message>
        <source>Nobody hosts here at the moment. Rooms on your network appear by themselves.</source>
        <translation>지금 이 네트워크에는 열린 방이 없습니다. 누가 방을 열면 여기에 저절로 나타납니다.</translation>
    </message>
    <message>
        <source>Rooms on your network cannot be listed: another program has the port for it. Join by their address.</source>
        <translation>다른 프로그램이 포트를 쓰고 있어 이 네트워크의 방을 찾을 수 없습니다. 주소로 들어가세요.</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>연결할 수 없음</translation>
    </message>
    <message>
        <source>there now</source>
        <translation>지금 열려 있음</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>지금 아무도 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) there now</source>
        <translation>
            <numerusform>지금 %n명 있음</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>No setting is called so.</source>
        <translation>그런 설정이 없습니다.</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>설정 찾기</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
</context>
<context>
    <name>app::SettingsTable</name>
    <message>
        <source>Underline misspelt words</source>
        <translation>맞춤법이 틀린 낱말에 밑줄 긋기</translation>
    </message>
    <message>
        <source>While you write.</source>
        <translation>메시지를 쓰는 동안 표시합니다.</translation>
    </message>
    <message>
        <source>spelling dictionary correction</source>
        <translation>맞춤법 사전 교정 철자</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Others see it from the next time you join.</source>
        <translation>다음에 들어갈 때부터 다른 사람에게 보입니다.</translation>
    </message>
    <message>
        <source>nickname person</source>
        <translation>별명 닉네임 사람</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Takes effect when Maru starts next.</source>
        <translation>마루를 다시 시작하면 바뀝니다.</translation>
    </message>
    <message>
        <source>translation Korean English 한국어</source>
        <translation>번역 한국어 영어 language English Korean</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>시스템 설정대로</translation>
    </message>
    <message>
        <source>List my rooms on this network</source>
        <translation>이 네트워크에 내 방 알리기</translation>
    </message>
    <message>
        <source>While you host, others on your network see your name and how many people are there.</source>
        <translation>방을 열어 둔 동안 같은 네트워크의 사람들에게 내 이름과 인원수가 보입니다.</translation>
    </message>
    <message>
        <source>announce discover hosting privacy</source>
        <translation>검색 발견 호스팅 공개 개인 정보</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>theme dark light mode</source>
        <translation>테마 어두운 밝은 다크 모드</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Tell me of</source>
        <translation>알릴 메시지</translation>
    </message>
    <message>
        <source>While you look elsewhere. Of a muted room only what calls you by name is told.</source>
        <translation>다른 곳을 보고 있을 때 알립니다. 알림을 끈 방에서는 나를 부른 메시지만 알립니다.</translation>
    </message>
    <message>
        <source>notification mention alert mute</source>
        <translation>알림 언급 멘션 음소거</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>모든 메시지</translation>
    </message>
    <message>
        <source>Mentions of me</source>
        <translation>나를 부른 메시지</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>알리지 않음</translation>
    </message>
    <message>
        <source>Show who wrote and what</source>
        <translation>보낸 사람과 내용 보이기</translation>
    </message>
    <message>
        <source>Otherwise a notification only says that there is something new.</source>
        <translation>끄면 새 메시지가 있다는 것만 알립니다.</translation>
    </message>
    <message>
        <source>privacy preview text</source>
        <translation>개인 정보 미리보기 내용</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>test notification</source>
        <translation>테스트 알림 시험</translation>
    </message>
    <message>
        <source>Show a notification</source>
        <translation>알림 띄워 보기</translation>
    </message>
    <message>
        <source>The newest message out of view</source>
        <translation>보지 않는 사이에 온 마지막 메시지</translation>
    </message>
    <message>
        <source>why told reason</source>
        <translation>이유 왜</translation>
    </message>
    <message>
        <source>None since Maru was started.</source>
        <translation>마루를 시작한 뒤로 없습니다.</translation>
    </message>
    <message>
        <source>Servers joined lately</source>
        <translation>최근에 들어간 서버</translation>
    </message>
    <message>
        <source>forget history clear recent</source>
        <translation>기록 지우기 목록 삭제</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>목록 지우기</translation>
    </message>
    <message>
        <source>Where settings and rooms are kept</source>
        <translation>설정과 방이 저장된 곳</translation>
    </message>
    <message>
        <source>folder profile files</source>
        <translation>폴더 프로필 파일</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>폴더 열기</translation>
    </message>
</context>
<context>
    <name>app::ShortcutWords</name>
    <message>
        <source>Go to a room, or name a person</source>
        <translation>방으로 가거나 사람 부르기</translation>
    </message>
    <message>
        <source>Show only some of the rooms</source>
        <translation>방 목록에서 찾기</translation>
    </message>
    <message>
        <source>Room above</source>
        <translation>위쪽 방</translation>
    </message>
    <message>
        <source>Room below</source>
        <translation>아래쪽 방</translation>
    </message>
    <message>
        <source>Unread room above</source>
        <translation>위쪽의 안 읽은 방</translation>
    </message>
    <message>
        <source>Unread room below</source>
        <translation>아래쪽의 안 읽은 방</translation>
    </message>
    <message>
        <source>First to ninth room of the list</source>
        <translation>목록의 첫째부터 아홉째 방</translation>
    </message>
    <message>
        <source>Back to where one was</source>
        <translation>보던 방으로 돌아가기</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>다시 앞으로</translation>
    </message>
    <message>
        <source>Mark all rooms as read</source>
        <translation>모든 방을 읽음으로 표시</translation>
    </message>
    <message>
        <source>First unread message</source>
        <translation>안 읽은 첫 메시지</translation>
    </message>
    <message>
        <source>Search in the room</source>
        <translation>이 방에서 찾기</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>모든 방에서 찾기</translation>
    </message>
    <message>
        <source>Show or hide the people</source>
        <translation>사람 목록 보이기·숨기기</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>창의 다음 영역</translation>
    </message>
    <message>
        <source>Part of the window before</source>
        <translation>창의 이전 영역</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>크게</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>기본 크기</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>단축키 도움말</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>줄 바꿈</translation>
    </message>
    <message>
        <source>Edit the last message, while nothing is written</source>
        <translation>입력란이 비어 있을 때 마지막 메시지 고치기</translation>
    </message>
    <message>
        <source>Give up an answer or an edit; mark the room as read</source>
        <translation>답장·고치기 그만두기, 방을 읽음으로 표시</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>스크롤</translation>
    </message>
    <message>
        <source>First and newest message</source>
        <translation>처음 메시지와 최근 메시지</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>선택한 내용 복사</translation>
    </message>
    <message>
        <source>Answer the newest message</source>
        <translation>최근 메시지에 답장</translation>
    </message>
    <message>
        <source>What was sent before</source>
        <translation>전에 보낸 글</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>React</source>
        <translation>반응</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>app::ShortcutsHelp</name>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Everywhere in the chat</source>
        <translation>대화 화면 어디서나</translation>
    </message>
    <message>
        <source>Where one writes</source>
        <translation>입력란에서</translation>
    </message>
    <message>
        <source>Among the messages</source>
        <translation>메시지 목록에서</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>창</translation>
    </message>
</context>
<context>
    <name>app::StartPage</name>
    <message>
        <source>Host a room</source>
        <translation>방 열기</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>들어가기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>A room of your own, on your own network.</source>
        <translation>우리 네트워크에 여는 우리만의 방.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>내 이름</translation>
    </message>
    <message>
        <source>The name others see</source>
        <translation>다른 사람에게 보이는 이름</translation>
    </message>
    <message>
        <source>Joined lately</source>
        <translation>최근에 들어간 곳</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>People on your network can join you. What is said stays on this computer.</source>
        <translation>같은 네트워크에 있는 사람이 들어올 수 있습니다. 대화는 이 컴퓨터에만 남습니다.</translation>
    </message>
    <message>
        <source>Passcode (optional)</source>
        <translation>암호(선택)</translation>
    </message>
    <message>
        <source>Passcode for joining, optional</source>
        <translation>들어올 때 묻는 암호, 선택</translation>
    </message>
    <message>
        <source>Ask the host for the address that their window shows.</source>
        <translation>방을 연 사람의 창에 보이는 주소를 물어보세요.</translation>
    </message>
    <message>
        <source>192.168.1.20, host:7666 or ws://…</source>
        <translation>192.168.1.20, host:7666 또는 ws://…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Passcode</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Host from a backup…</source>
        <translation>백업에서 열기…</translation>
    </message>
    <message>
        <source>On this network</source>
        <translation>이 네트워크에서</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>설정 (Ctrl+,)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>app::Texts</name>
    <message>
        <source>The message is too long.</source>
        <translation>메시지가 너무 깁니다.</translation>
    </message>
    <message>
        <source>Too many messages at once.</source>
        <translation>한꺼번에 너무 많은 메시지를 보냈습니다.</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>내용이 없습니다.</translation>
    </message>
    <message>
        <source>You may not do this.</source>
        <translation>이 작업을 할 권한이 없습니다.</translation>
    </message>
    <message>
        <source>You were removed from this room.</source>
        <translation>이 방에서 내보내졌습니다.</translation>
    </message>
    <message>
        <source>This room is archived.</source>
        <translation>보관된 방입니다.</translation>
    </message>
    <message>
        <source>There is no such room.</source>
        <translation>그런 방이 없습니다.</translation>
    </message>
    <message>
        <source>This name cannot be used.</source>
        <translation>쓸 수 없는 이름입니다.</translation>
    </message>
    <message>
        <source>The server could not read it.</source>
        <translation>서버가 내용을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>The server cannot write at the moment.</source>
        <translation>지금은 서버에 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>A room cannot have this address.</source>
        <translation>방에 쓸 수 없는 주소입니다.</translation>
    </message>
    <message>
        <source>The server took it for another message.</source>
        <translation>서버가 다른 메시지로 여겼습니다.</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full.</source>
        <translation>서버의 디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>The server did not answer.</source>
        <translation>서버가 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>The server refused it.</source>
        <translation>서버가 거절했습니다.</translation>
    </message>
    <message>
        <source>The server refused it: %1</source>
        <translation>서버가 거절했습니다: %1</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>서버에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>What answers there is no Maru server.</source>
        <translation>그 주소에서 응답하는 것은 Maru 서버가 아닙니다.</translation>
    </message>
    <message>
        <source>The host has stopped the server.</source>
        <translation>방을 연 사람이 서버를 멈췄습니다.</translation>
    </message>
    <message>
        <source>The passcode is not right.</source>
        <translation>암호가 맞지 않습니다.</translation>
    </message>
    <message>
        <source>This server asks for a passcode.</source>
        <translation>이 서버는 암호를 묻습니다.</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>서버가 연결을 거절했습니다.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>서버의 인증서를 믿을 수 없습니다.</translation>
    </message>
    <message>
        <source>The server refused the connection: %1</source>
        <translation>서버가 연결을 거절했습니다: %1</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>연결되지 않았습니다.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결하는 중…</translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation>연결되었습니다.</translation>
    </message>
    <message>
        <source>The server shows another certificate than before.</source>
        <translation>서버의 인증서가 전과 다릅니다.</translation>
    </message>
    <message>
        <source>No server can be at this address. Right would be ws://name:7666 or wss://name:7666.</source>
        <translation>서버가 있을 수 없는 주소입니다. ws://이름:7666 또는 wss://이름:7666처럼 적어 주세요.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer&apos;s disk (%1). What is not sent when Maru ends is lost.</source>
        <translation>이 컴퓨터의 디스크에 메시지를 보관할 수 없습니다(%1). 보내지 못한 것은 Maru를 끝내면 사라집니다.</translation>
    </message>
</context>
<context>
    <name>app::TimelineModel</name>
    <message>
        <source>This message was removed.</source>
        <translation>삭제된 메시지입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older message(s) not loaded</source>
        <translation>
            <numerusform>불러오지 않은 이전 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>This is where the room begins.</source>
        <translation>여기가 방의 첫머리입니다.</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>name, time, text</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1 (edited)</source>
        <translation>%1(수정됨)</translation>
    </message>
    <message>
        <source>%1 (being sent)</source>
        <translation>%1(보내는 중)</translation>
    </message>
    <message>
        <source>%1 (not sent: %2)</source>
        <translation>%1(보내지 못함: %2)</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not loaded yet</source>
        <translation>
            <numerusform>아직 불러오지 않은 메시지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new since %1</source>
        <translation>
            <numerusform>%1부터 새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>This message was removed by %1.</source>
        <translation>%1님이 삭제한 메시지입니다.</translation>
    </message>
</context>
<context>
    <name>app::TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>To the newest</source>
        <translation>맨 아래로</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) below, go there</source>
        <translation>
            <numerusform>아래에 새 메시지 %n개, 그곳으로 가기</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>가장 새로운 메시지로 가기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the address of the link</source>
        <translation>링크 주소 복사</translation>
    </message>
    <message>
        <source>Loading earlier messages…</source>
        <translation>이전 메시지를 불러오는 중…</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>React</source>
        <translation>반응</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Take down the pin</source>
        <translation>고정 해제</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>코드 복사</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Another emoji…</source>
        <translation>다른 이모지…</translation>
    </message>
    <message>
        <source>Back to where I was</source>
        <translation>보던 곳으로 돌아가기</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>돌아가기 (Alt+왼쪽 화살표)</translation>
    </message>
    <message>
        <source>Show what this answers</source>
        <translation>원래 메시지 보기</translation>
    </message>
    <message>
        <source>What it said before…</source>
        <translation>고치기 전 글 보기…</translation>
    </message>
    <message>
        <source>Show what this answers (Enter)</source>
        <translation>원래 메시지 보기 (Enter)</translation>
    </message>
    <message>
        <source>What it said before</source>
        <translation>고치기 전 글 보기</translation>
    </message>
    <message>
        <source>Put the line away (Esc)</source>
        <translation>선 지우기 (Esc)</translation>
    </message>
    <message>
        <source>Go to another day</source>
        <translation>다른 날짜로 이동</translation>
    </message>
    <message>
        <source>99+ new</source>
        <translation>새 메시지 99+개</translation>
    </message>
    <message>
        <source>%1 · @%2</source>
        <comment>what is new, how often one is named</comment>
        <translation>%1 · @%2</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n of them name(s) you</source>
        <translation>
            <numerusform>%1. 그중 %n개에서 회원님을 언급했습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::VersionsDialog</name>
    <message>
        <source>What it said before</source>
        <translation>고치기 전 글</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Not everything that was said since is loaded here, or kept: it may have said other things in between.</source>
        <translation>그 뒤의 대화가 모두 불러와지거나 남아 있는 것은 아니어서, 여기 없는 글이 더 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>First, %1</source>
        <translation>처음 쓴 글, %1</translation>
    </message>
    <message>
        <source>Now, since %1</source>
        <translation>지금 글, %1부터</translation>
    </message>
    <message>
        <source>From %1 on</source>
        <translation>%1부터</translation>
    </message>
</context>
</TS>

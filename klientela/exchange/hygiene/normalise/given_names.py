"""Common given names of our countries, folded as names are; enough to tell "Anna Schmidt" from "Alpha Services"."""

from __future__ import annotations

from typing import Final

GIVEN_NAMES: Final = frozenset(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas
    eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander patrick raymond jack dennis
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley
    dorothy kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen
    amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine rachel carolyn janet ann ben
    aleksandr aleksey alexey andrey anton artem boris vadim valentin valeriy vasiliy viktor vitaliy vladimir
    vladislav georgiy grigoriy denis dmitriy evgeniy egor ivan igor ilya kirill konstantin leonid maksim mikhail
    nikita nikolay anatoliy arkadiy gennadiy oleg pavel petr pyotr roman ruslan semyon sergey
    stanislav stepan timur fedor fyodor yuriy
    aleksandra alina alla anastasiya anzhela valentina valeriya vera veronika viktoriya galina darya diana evgeniya
    ekaterina elena elizaveta zhanna zinaida inna irina karina kristina kseniya larisa lidiya lyubov lyudmila marina
    mariya nadezhda natalya natalia nina oksana olga polina raisa svetlana sofya tamara tatyana yuliya yana
    adam aleksander andrzej artur bartosz dariusz dawid grzegorz henryk jacek jakub jan janusz jaroslaw jerzy jozef
    kamil
    karol krzysztof lukasz maciej marcin marek mariusz mateusz michal miroslaw pawel piotr przemyslaw rafal ryszard
    slawomir stefan szymon tadeusz tomasz waldemar wieslaw wojciech zbigniew zdzislaw
    agata agnieszka aleksandra alicja aneta barbara beata bozena danuta dorota edyta elzbieta ewa ewelina grazyna halina
    hanna iwona izabela jadwiga janina joanna jolanta justyna kamila karolina katarzyna krystyna magdalena malgorzata
    maria marta marzena monika natalia patrycja paulina renata sylwia teresa urszula weronika wieslawa zofia
    wolfgang hans klaus jurgen gunter gunther uwe bernd dieter horst jorg karl heinz manfred matthias rainer ralf
    sebastian stefan sven torsten ulrich werner felix florian lars nils tobias
    ursula monika petra sabine renate gisela brigitte heike gabriele birgit ingrid susanne anke claudia kathe
    greta katja
    """.split()
)
